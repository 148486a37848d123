import { expect, test } from "vitest";
import { checkUrls } from "./check-urls.ts";
import { closedPolicy } from "./policy.ts";

async function check(...chunks: string[]): Promise<string[]> {
  const written: string[] = [];
  await checkUrls(
    (async function* () {
      yield* chunks;
    })(),
    closedPolicy,
    (text) => written.push(text),
  );
  return written.join("").split("\n").slice(0, -1);
}

test("each line gets one line in answer, wherever the chunks are cut", async () => {
  const lines = await check(
    "http://127.0.0.1/\nhttp://exam",
    "ple.com/\n\nhttp://a",
    "\rb.com/\nhttps://8.8.8.8",
  );
  expect(lines.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    "refused R5",
    "allowed",
    "refused R1",
    "refused R2",
    "allowed",
  ]);
});

test("a refusal carries its reason", async () => {
  expect(await check("http://localhost\n")).toEqual([
    expect.stringMatching(/^refused R10 localhost is a name/),
  ]);
});
