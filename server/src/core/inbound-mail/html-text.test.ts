import { describe, expect, it } from "vitest";
import { htmlToText } from "./html-text.ts";

describe("HTML as text", () => {
  it.each([
    [
      "blocks stand on lines of their own",
      "<p>One</p><div>Two<div>Three</div></div>Four",
      "One\nTwo\nThree\nFour",
    ],
    ["a break ends a line", "One<br>Two<br/>Three", "One\nTwo\nThree"],
    [
      "links show where they lead",
      '<a href="https://x.example/?a=1&amp;b=2">Graph</a>!',
      "Graph (https://x.example/?a=1&b=2)!",
    ],
    ["anchors without an address are text", '<a name="top">Top</a>', "Top"],
    [
      "list items have a star",
      "<ul><li>One</li><li>Two</li></ul><ol><li>Three</ol>",
      "* One\n* Two\n* Three",
    ],
    ["a rule is 32 dashes", "One<hr>Two", `One\n${"-".repeat(32)}\nTwo`],
    [
      "blank lines go, lines are trimmed",
      "<p>  One  </p>\n\n<p> </p><p>&nbsp;Two\n words</p>",
      "One\nTwo words",
    ],
    [
      "cells of a row stay apart",
      "<table><tr><td>CPU</td><td>95%</td></tr><tr><td>RAM</td></tr></table>",
      "CPU 95%\nRAM",
    ],
    [
      "scripts, styles and titles are not shown",
      "<head><title>T</title><style>p{}</style></head><script>1<2</script>Seen",
      "Seen",
    ],
    ["comments are not shown", "One<!-- <p>no</p> --> Two", "One Two"],
    ["entities are characters", "1 &lt; 2 &amp; &#x1F525; &eacute;", "1 < 2 & 🔥 é"],
    ["preformatted lines stay lines", "<pre>a  \nb\n</pre>", "a\nb"],
    ["unclosed tags do no harm", "<p>One<a href='u'>Two<b", "OneTwo (u)"],
    ["upper case is no difference", "<P>One<BR>Two</P><A HREF='u'>x</A>", "One\nTwo\nx (u)"],
    ["nothing is nothing", "", ""],
  ])("%s", (_name, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it("reads a megabyte of open and stray tags", () => {
    const hostile = `${"<b>".repeat(150_000)}x${"</i>".repeat(150_000)}`;
    expect(htmlToText(hostile)).toBe("x");
  });
});
