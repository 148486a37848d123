import { expect, test } from "vitest";
import { parseMarkdown } from "./markdown.ts";

const text = (value: string) => ({ kind: "text", text: value });

test("HTML is text like any other", () => {
  expect(parseMarkdown('<img src=x onerror="alert(1)">')).toEqual([
    { kind: "paragraph", lines: [[text('<img src=x onerror="alert(1)">')]] },
  ]);
});

test("links lead to web addresses only", () => {
  expect(parseMarkdown("[run](javascript:alert(1)) [docs](https://example.com/a)")).toEqual([
    {
      kind: "paragraph",
      lines: [
        [
          text("[run](javascript:alert(1)) "),
          { kind: "link", href: "https://example.com/a", children: [text("docs")] },
        ],
      ],
    },
  ]);
});

test("bare addresses are links, without the full stop that ends the sentence", () => {
  const [block] = parseMarkdown("See https://example.com/runbook.");
  expect(block).toEqual({
    kind: "paragraph",
    lines: [
      [
        text("See "),
        {
          kind: "link",
          href: "https://example.com/runbook",
          children: [text("https://example.com/runbook")],
        },
        text("."),
      ],
    ],
  });
});

test("code keeps every character, also when its fence is never closed", () => {
  expect(parseMarkdown("```json\n{\n  **a**\n")).toEqual([{ kind: "code", text: "{\n  **a**\n" }]);
});

test("lists, headings, quotes and emphasis", () => {
  expect(parseMarkdown("# Disk **full**\n- one\n- two\n  more\n\n1. first\n> said\n")).toEqual([
    { kind: "heading", children: [text("Disk "), { kind: "strong", children: [text("full")] }] },
    { kind: "list", isOrdered: false, items: [[text("one")], [text("two more")]] },
    { kind: "list", isOrdered: true, items: [[text("first")]] },
    { kind: "quote", lines: [[text("said")]] },
  ]);
});

test("names with underscores and stars in sums stay as they are", () => {
  expect(parseMarkdown("node_cpu_seconds 2 * 3 * 4")).toEqual([
    { kind: "paragraph", lines: [[text("node_cpu_seconds 2 * 3 * 4")]] },
  ]);
});

test("a megabyte of stars takes no time that counts", () => {
  expect(parseMarkdown("*a".repeat(500_000)).length).toBe(1);
});

test("tables have a head and rows; a bar behind a backslash is text", () => {
  expect(parseMarkdown("| Name | Value |\n| --- | :-: |\n| `url` | a \\| b |\nafter")).toEqual([
    {
      kind: "table",
      head: [[text("Name")], [text("Value")]],
      rows: [[[{ kind: "code", text: "url" }], [text("a | b")]]],
    },
    { kind: "paragraph", lines: [[text("after")]] },
  ]);
});

test("bars without a line of dashes under them are no table", () => {
  expect(parseMarkdown("a | b\n---\n").map(({ kind }) => kind)).toEqual(["paragraph"]);
});
