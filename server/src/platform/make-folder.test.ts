import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder } from "./make-folder.ts";

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "tocsin-folder-"));
});

afterAll(() => rm(home, { recursive: true }));

describe("making a folder", () => {
  it("makes those above it, and is content with one that is there", async () => {
    const path = join(home, "a", "b", "c");
    await makeFolder(path);
    await makeFolder(path);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it("fails where a file is in the way", async () => {
    await writeFile(join(home, "file"), "");
    await expect(makeFolder(join(home, "file"))).rejects.toThrow(/EEXIST/);
    await expect(makeFolder(join(home, "file", "below"))).rejects.toThrow(/ENOTDIR/);
  });

  it.runIf(process.platform === "linux")(
    "fails instead of trying for ever where the system makes none",
    async () => {
      await expect(makeFolder("/proc/tocsin/data")).rejects.toThrow(/ENOENT/);
    },
  );
});
