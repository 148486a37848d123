import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import type { EmbeddedPostgres } from "../../src/platform/postgres/index.ts";
import {
  ask,
  folderWithDatabase,
  isRunning,
  serve,
  serveInBackground,
  start,
  temporaryFolder,
} from "./harness.ts";

const patience = { timeout: 15_000, interval: 20 };

describe("PostgreSQL is killed while the server runs", () => {
  it("comes back at the same address with every committed row, again and again", async () => {
    const server = await start(await folderWithDatabase(), { durability: "full" });
    await ask(server.url, "create table kept (value int)");
    for (const round of [1, 2, 3]) {
      await ask(server.url, `insert into kept values (${round})`);
      await killPostmaster(server);
      await answersAgain(server);
      expect(await ask(server.url, "select count(*)::int from kept")).toBe(round);
    }
  });

  it("comes back even if a backend hangs and holds the shared memory", async () => {
    const server = await start(await folderWithDatabase());
    const client = new pg.Client(server.connection);
    client.on("error", () => {});
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const backend = rows[0]?.pid ?? 0;
    process.kill(backend, "SIGSTOP");
    await killPostmaster(server);
    await answersAgain(server);
    expect(await isRunning(backend)).toBe(false);
  });

  it("tells listeners, until they unsubscribe", async () => {
    const server = await start(await folderWithDatabase());
    const heard = vi.fn();
    const unsubscribe = server.onGone(heard);
    await killPostmaster(server);
    await answersAgain(server);
    expect(heard).toHaveBeenCalledExactlyOnceWith({
      reason: "PostgreSQL was ended by SIGKILL",
      restartInMs: 0,
    });
    unsubscribe();
    await killPostmaster(server);
    await answersAgain(server);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it("stops in the middle of a restart, and leaves nothing running", async () => {
    const folder = await folderWithDatabase();
    const server = await start(folder);
    const restarted = Promise.withResolvers<void>();
    server.onGone(() => restarted.resolve());
    await killPostmaster(server);
    await restarted.promise;
    await server.stop();
    expect(server.pid()).toBeUndefined();
    await expect(ask(server.url, "select 1")).rejects.toThrow();
    await start(folder);
  });
});

describe("the server is gone without having stopped PostgreSQL", () => {
  it("starts again after kill -9, with every committed row", async () => {
    const folder = await folderWithDatabase();
    const { answer, kill } = await serve(folder);
    await ask(answer.url ?? "", "create table kept as select 42 as value");
    await kill("SIGKILL");
    const server = await start(folder);
    expect(await ask(server.url, "select value from kept")).toBe(42);
    expect(server.pid()).not.toBe(answer.pid);
    expect(await isRunning(answer.pid ?? 0)).toBe(false);
  });

  it("starts again when both were killed with -9", async () => {
    const folder = await folderWithDatabase();
    const { answer, kill } = await serve(folder);
    await ask(answer.url ?? "", "create table kept as select 42 as value");
    process.kill(answer.pid ?? 0, "SIGSTOP");
    await kill("SIGKILL");
    process.kill(answer.pid ?? 0, "SIGKILL");
    const server = await start(folder);
    expect(await ask(server.url, "select value from kept")).toBe(42);
  });

  it("ends a PostgreSQL that hangs", async () => {
    const folder = await folderWithDatabase();
    const { answer, kill } = await serve(folder);
    process.kill(answer.pid ?? 0, "SIGSTOP");
    await kill("SIGKILL");
    const postmaster = answer.pid ?? 0;
    // A stopped process takes SIGINT when it continues, as one does that waits for a slow disk.
    const next = start(folder);
    process.kill(postmaster, "SIGCONT");
    expect(await ask((await next).url, "select 1")).toBe(1);
    expect(await isRunning(postmaster)).toBe(false);
  });

  it("starts again when it was killed while it made the database", async () => {
    const folder = await temporaryFolder();
    const child = serveInBackground(folder);
    const home = join(folder, "postgres");
    await vi.waitFor(async () => {
      const unfinished = (await readdir(home)).find((name) => /^cluster\.unfinished-[0-9a-f]+$/.test(name));
      expect(await readdir(join(home, unfinished ?? "not yet"))).toContain("base");
    }, patience);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    const server = await start(folder);
    expect(await ask(server.url, "select 1")).toBe(1);
    expect((await readdir(home)).sort()).toEqual(["cluster", "owner-2.lock", "run"]);
  });

  it("ends PostgreSQL when the process exits by itself", async () => {
    const { answer, child } = await serve(await folderWithDatabase());
    child.stdin?.end();
    await vi.waitFor(async () => expect(await isRunning(answer.pid ?? 0)).toBe(false), patience);
  });

  it.each([
    ["whose number now belongs to another process", "1\n/old\n1\n5432\n\n\n  1234567    654321\nready\n"],
    ["that a power failure has emptied", ""],
  ])("is not kept from starting by a postmaster.pid %s", async (_, content) => {
    const folder = await folderWithDatabase();
    const cluster = join(folder, "postgres", "cluster");
    await writeFile(join(cluster, "postmaster.pid"), content);
    const server = await start(folder);
    expect(await readFile(join(cluster, "postmaster.pid"), "utf8")).toMatch(new RegExp(`^${server.pid()}\n`));
  });
});

async function killPostmaster(server: EmbeddedPostgres): Promise<void> {
  const pid = server.pid();
  if (pid === undefined) throw new Error("PostgreSQL is not running");
  process.kill(pid, "SIGKILL");
  await vi.waitFor(() => expect(server.pid()).not.toBe(pid), patience);
}

async function answersAgain(server: EmbeddedPostgres): Promise<void> {
  await vi.waitFor(async () => expect(await ask(server.url, "select 1")).toBe(1), patience);
}
