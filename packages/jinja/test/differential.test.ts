import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { outcome } from "./render-case.ts";

interface Case {
  readonly template: string;
  readonly contextJson?: string;
  readonly expected?: string;
  readonly error?: string;
}

const file = new URL("./conformance/differential.json", import.meta.url);
const data = JSON.parse(readFileSync(file, "utf8")) as { contextJson: string; cases: Case[] };

describe("random templates give what the real engine gives", () => {
  it.each(data.cases)("$template", ({ template, contextJson, expected, error }) => {
    const wanted = error === undefined ? `text: ${expected}` : `error: ${error}`;
    expect(outcome(template, contextJson ?? data.contextJson)).toBe(wanted);
  });
});

describe("differences once found stay away", () => {
  it.each([
    ["{{ '%.0e' % 0.00001 }}", "text: 1e-05"],
    ["{{ '{:,.5G}'.format(99.995) }}", "text: 99.995"],
    ["{{ '%#.e' % 100.0 }}", "text: 1.e+02"],
    ["{{ (-0.3) // (-1) }} {{ (-0.0) // 2 }}", "text: 0.0 -0.0"],
    ["{{ '%5%' % (1,) }}", "error: value"],
    ["{{ '19990328T08:15:30 +05:30'|iso8601_to_time }}", "text: 1999-03-28 08:15:30+05:30"],
    ["{{ '2024-02-5 8:15:07+24:00'|iso8601_to_time }}", "text: None"],
    ["{{ '19991228_08:15:30,5 +05:30'|iso8601_to_time }}", "text: None"],
    ["{{ 'aGk'|b64decode }} {{ 'aG-k_='|b64decode }} {{ 'aGk=='|b64decode }}", "text: None hi hi"],
    ["{{ 'aaa'|regex_replace('\\\\w*?', 'X') }}", "text: XXXXXXX"],
    ["{{ 'axb'|regex_replace('x*', '-') }}", "text: -a--b-"],
    ["{{ 'abc'|regex_replace('\\\\d', '[\\\\1]') }}", "text: abc"],
    ["{{ 5|regex_search('{0}') }}", "error: regex"],
    ["{{ ['a', 'b']|sort(attribute='nope') }}", "text: ['a', 'b']"],
    ["{% filter length %}abc{% endfilter %}", "error: type"],
    ["{{ 'abcdefgh'|truncate(1.5, true) }}", "error: assertion"],
    ["{{ []|indent }}", "error: attribute"],
    ["{{ [1] is filter }}", "error: type"],
    ["{{ 'x'|attr(5) }}", "error: type"],
    ["{{ 'a'.encode() * 2 }}", "text: b'aa'"],
    ["{{ {'a': 1}.get('a', default=2) }}", "error: type"],
    ["{{ [1, 2, 3][0:1, 2] }}", "error: syntax"],
  ])("%s", (template, expected) => {
    expect(outcome(template)).toBe(expected);
  });
});
