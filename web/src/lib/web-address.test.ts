import { expect, test } from "vitest";
import { webAddress } from "./web-address.ts";

test.each([
  ["https://example.com/a?b=1", "https://example.com/a?b=1"],
  ["http://10.0.0.1:3000", "http://10.0.0.1:3000/"],
  ["javascript:alert(1)", undefined],
  [" java\nscript:alert(1)", undefined],
  ["data:text/html,<script>1</script>", undefined],
  ["file:///etc/passwd", undefined],
  ["//example.com", undefined],
  ["no address", undefined],
])("%j is opened as %j", (text, address) => {
  expect(webAddress(text)).toBe(address);
});
