import { expect, test } from "vitest";
import { formatBytes } from "./bytes.ts";

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1000, "1.0 kB"],
  [1_449_000, "1.4 MB"],
  [9_960_000, "10 MB"],
  [999_600_000, "1.0 GB"],
  [5e15, "5000 TB"],
])("%i bytes are shown as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
