import { expect, test } from "vitest";
import { LiveStream } from "./live-stream.ts";

test("a reader that does not read is given up, instead of being remembered everything for", () => {
  const stream = new LiveStream();
  const news = { changes: [{ kind: "alert group", id: "I5WE7Y3K9QHZB" }], position: "1-2-3" } as const;
  for (let count = 0; count < 5000 && !stream.readable.destroyed; count += 1) stream.tell(news);
  expect(stream.readable.destroyed).toBe(true);
  expect(stream.readable.readableLength).toBeLessThan(70_000);
});

test("after its end nothing more is told", async () => {
  const stream = new LiveStream();
  stream.greet({ changes: "everything", position: "1-2-3" });
  stream.end();
  stream.beat();
  const text = (await stream.readable.toArray()).join("");
  expect(text).toBe('retry: 2000\nid: 1-2-3\n\nid: 1-2-3\ndata: {"kind":"resync"}\n\n');
});
