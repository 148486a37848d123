import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type Layout, layoutOf } from "./layout.ts";
import { acquireOwnerLock } from "./owner-lock.ts";
import { pidSpace, startMark } from "./processes.ts";

const quick = { beatMs: 5, silenceMs: 50 };

it("is free again after release", async () => {
  const layout = await emptyLayout();
  await (await acquireOwnerLock(layout)).release();
  expect(await readdir(layout.home)).toEqual([]);
  await (await acquireOwnerLock(layout)).release();
});

it("names process and start of the holder to everybody else", async () => {
  const layout = await emptyLayout();
  const lock = await acquireOwnerLock(layout);
  const { since } = JSON.parse(await readFile(join(layout.home, "owner-1.lock"), "utf8"));
  await expect(acquireOwnerLock(layout)).rejects.toMatchObject({
    failure: "folder_in_use",
    message: expect.stringMatching(`process id ${process.pid} on ${hostname()}, since ${since}`),
  });
  await lock.release();
});

it("never has two holders, however many try at once, on a fresh folder or a stale lock", async () => {
  for (const stale of [false, true]) {
    const layout = await emptyLayout();
    if (stale) await placeLock(layout, { pid: await deadPid() });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => acquireOwnerLock(layout)));
    const holders = outcomes.filter(({ status }) => status === "fulfilled");
    expect(holders.length).toBeLessThanOrEqual(1);
    const refusals = outcomes.flatMap((outcome) =>
      outcome.status === "rejected" ? [outcome.reason.failure] : [],
    );
    expect(new Set(refusals)).toEqual(new Set(["folder_in_use"]));
  }
});

it("takes over from a process that is gone", async () => {
  const layout = await emptyLayout();
  await placeLock(layout, { pid: await deadPid() });
  await (await acquireOwnerLock(layout)).release();
  expect(await readdir(layout.home)).toEqual([]);
});

it("takes over when the pid now belongs to a later process, or the machine was started anew", async () => {
  for (const change of [{ startMark: "1" }, { boot: "an earlier boot" }]) {
    const layout = await emptyLayout();
    await placeLock(layout, change);
    await (await acquireOwnerLock(layout)).release();
  }
});

it("takes over a lock file that was cut off", async () => {
  const layout = await emptyLayout();
  await writeFile(join(layout.home, "owner-3.lock"), '{"pid":');
  await (await acquireOwnerLock(layout)).release();
  expect(await readdir(layout.home)).toEqual([]);
});

it("takes over from another machine or container only when its file falls silent", async () => {
  const layout = await emptyLayout();
  const lock = await acquireOwnerLock(layout, quick);
  const path = join(layout.home, "owner-1.lock");
  await writeFile(
    path,
    JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), hostname: "elsewhere" }),
  );
  await expect(acquireOwnerLock(layout, { ...quick, silenceMs: 5_000 })).rejects.toMatchObject({
    message: expect.stringContaining("on elsewhere"),
  });
  await lock.release();
  await placeLock(layout, { hostname: "elsewhere" });
  await (await acquireOwnerLock(layout, quick)).release();
});

async function emptyLayout(): Promise<Layout> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-lock-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const layout = layoutOf(folder);
  await mkdir(layout.home);
  return layout;
}

/** The lock of this very process, but for the changes. */
async function placeLock(layout: Layout, changes: Record<string, unknown>): Promise<void> {
  const self = {
    pid: process.pid,
    startMark: await startMark(process.pid),
    ...(await pidSpace()),
    hostname: hostname(),
    since: new Date().toISOString(),
  };
  await writeFile(join(layout.home, "owner-1.lock"), JSON.stringify({ ...self, ...changes }));
}

async function deadPid(): Promise<number> {
  const child = spawn("true");
  await once(child, "exit");
  return child.pid ?? 0;
}
