import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { connectToRunning } from "../../src/platform/postgres/index.ts";
import { ask, folderWithDatabase, start, temporaryFolder } from "./harness.ts";

const canAdministrate =
  "select rolsuper or rolcreaterole or rolreplication from pg_roles where rolname = current_user";

describe("starting on an empty folder", () => {
  it("makes a database that answers, that never trades durability for speed, and whose user is not a superuser", async () => {
    const folder = await temporaryFolder();
    const server = await start(join(folder, "made", "by", "start"), { durability: "full" });
    for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) {
      expect(await ask(server.connection, `show ${setting}`), setting).toBe("on");
    }
    expect(await ask(server.url, "select current_database()")).toBe("tocsin");
    expect(await ask(server.url, "show server_encoding")).toBe("UTF8");
    expect(await ask(server.url, canAdministrate)).toBe(false);
    expect(await ask(server.url, "select count(*) >= 0 from pg_stat_statements")).toBe(true);
    expect(await ask(server.url, "select lower('ÄÖ') || upper('ß')")).toBe("äöß");
  });

  it("lets nobody in without the password, neither by its socket nor by TCP", async () => {
    const server = await start(await folderWithDatabase());
    for (const user of ["tocsin", "postgres"]) {
      const guess = { ...server.connection, user, database: "postgres", password: "postgres" };
      await expect(ask(guess, "select 1")).rejects.toMatchObject({ code: "28P01" });
    }
    expect(await ask(server.administration, "show listen_addresses")).toBe("");
  });

  it("listens on loopback when the socket's path would be too long", async () => {
    const folder = join(await temporaryFolder(), "d".repeat(100));
    const server = await start(folder);
    expect(server.connection.host).toBe("127.0.0.1");
    expect(await ask(server.url, "select 1")).toBe(1);
    expect((await connectToRunning(folder))?.url).toBe(server.url);
  });

  it("removes what a start that was cut off has left, and nothing else", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "postgres", "cluster.unfinished-0000", "base"), { recursive: true });
    await writeFile(join(folder, "postgres", "cluster.unfinished-0000.password"), "x");
    await writeFile(join(folder, "postgres", "notes.txt"), "mine");
    await start(folder);
    const names = await readdir(join(folder, "postgres"));
    expect(names.sort()).toEqual(["cluster", "notes.txt", "owner-1.lock", "run"]);
  });
});

describe("starting on an existing folder", () => {
  it("keeps data, passwords and the administrator's settings", async () => {
    const folder = await folderWithDatabase();
    const first = await start(folder);
    await ask(first.url, "create table kept as select 42 as value");
    await ask(first.administration, "alter system set work_mem = '5MB'");
    await first.stop();
    const second = await start(folder);
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, "select value from kept")).toBe(42);
    expect(await ask(second.url, "show work_mem")).toBe("5MB");
  });

  it("works after the folder was copied elsewhere", async () => {
    const folder = await temporaryFolder();
    const first = await start(join(folder, "old"));
    await ask(first.url, "create table kept as select 42 as value");
    await first.stop();
    await cp(join(folder, "old"), join(folder, "new"), { recursive: true });
    const [original, copy] = [await start(join(folder, "old")), await start(join(folder, "new"))];
    expect(await ask(copy.url, "select value from kept")).toBe(42);
    expect(await ask(original.url, "select value from kept")).toBe(42);
  });

  it("finishes a database whose preparation was cut off", async () => {
    const folder = await folderWithDatabase();
    const first = await start(folder);
    await ask(first.administration, "drop database tocsin with (force)");
    await first.stop();
    const second = await start(folder);
    expect(await ask(second.url, "select count(*) >= 0 from pg_stat_statements")).toBe(true);
  });
});

describe("a folder that cannot be used", () => {
  it("is refused and left alone when it holds other files, or parts of the database are missing", async () => {
    const folder = await temporaryFolder();
    const cluster = join(folder, "postgres", "cluster");
    await mkdir(cluster, { recursive: true });
    await writeFile(join(cluster, "holiday.jpg"), "x");
    await expect(start(folder)).rejects.toMatchObject({
      failure: "foreign_content",
      message: expect.stringContaining("holiday.jpg"),
    });
    await writeFile(join(cluster, "PG_VERSION"), "18\n");
    await expect(start(folder)).rejects.toMatchObject({ failure: "damaged" });
    expect((await readdir(cluster)).sort()).toEqual(["PG_VERSION", "holiday.jpg"]);
    expect(await readdir(join(folder, "postgres"))).toEqual(["cluster"]);
  });

  it("is refused with both versions named when another PostgreSQL made it", async () => {
    const folder = await temporaryFolder();
    const cluster = join(folder, "postgres", "cluster");
    await mkdir(cluster, { recursive: true });
    await writeFile(join(cluster, "PG_VERSION"), "17\n");
    await expect(start(folder)).rejects.toMatchObject({
      failure: "wrong_version",
      message: expect.stringMatching(/PostgreSQL 17.*PostgreSQL 18/),
    });
  });

  it("is refused when it is the data directory of another PostgreSQL, or a file", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "PG_VERSION"), "18\n");
    await expect(start(folder)).rejects.toMatchObject({ failure: "foreign_content" });
    await expect(start(join(folder, "PG_VERSION"))).rejects.toMatchObject({ failure: "foreign_content" });
  });

  it("says that the database is damaged when its control file is", async () => {
    const folder = await folderWithDatabase();
    await writeFile(join(folder, "postgres", "cluster", "global", "pg_control"), Buffer.alloc(8192));
    await expect(start(folder)).rejects.toMatchObject({
      failure: "damaged",
      message: expect.stringContaining("backup"),
    });
  });

  it("says which file to restore when the passwords are gone", async () => {
    const folder = await folderWithDatabase();
    await rm(join(folder, "postgres", "cluster", "tocsin-access.json"));
    await expect(start(folder)).rejects.toMatchObject({
      failure: "damaged",
      message: expect.stringContaining("tocsin-access.json"),
    });
  });
});

describe("two servers on one folder", () => {
  it("lets the first go on and tells the second who holds the folder", async () => {
    const folder = await folderWithDatabase();
    const server = await start(folder);
    await expect(start(folder)).rejects.toMatchObject({
      failure: "folder_in_use",
      message: expect.stringMatching(new RegExp(`process id ${process.pid} .*since \\d{4}-`)),
    });
    expect(await ask(server.url, "select 1")).toBe(1);
  });

  it("lets exactly one of several simultaneous starts win", async () => {
    const folder = await folderWithDatabase();
    const outcomes = await Promise.allSettled([start(folder), start(folder), start(folder)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("connectToRunning", () => {
  it("finds the cluster while it runs, and nothing before or after", async () => {
    const folder = await temporaryFolder();
    expect(await connectToRunning(folder)).toBeUndefined();
    const server = await start(folder);
    expect(await connectToRunning(folder)).toEqual({ connection: server.connection, url: server.url });
    await server.stop();
    expect(await connectToRunning(folder)).toBeUndefined();
    expect(existsSync(join(folder, "postgres", "owner-1.lock"))).toBe(false);
  });
});
