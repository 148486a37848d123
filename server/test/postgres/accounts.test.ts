import { spawnSync } from "node:child_process";
import { chown, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Account, chooseAccount } from "../../src/platform/postgres/account.ts";
import { findBinaries } from "../../src/platform/postgres/binaries.ts";
import { findLauncher } from "../../src/platform/postgres/launcher.ts";
import { runProgram } from "../../src/platform/postgres/program.ts";
import {
  ask,
  becomeNobody,
  canBecomeNobody,
  folderWithDatabase,
  isRoot,
  serve,
  start,
  temporaryFolder,
} from "./harness.ts";

const nobody: Account = { name: "nobody", uid: 65534, gid: 65534 };
const canMount = isRoot && spawnSync("unshare", ["--mount", "true"]).status === 0;

describe.runIf(isRoot)("as root", () => {
  it("runs PostgreSQL as another user", async () => {
    const server = await start(await folderWithDatabase());
    const uids = /^Uid:\s+(\d+)/m.exec(await readFile(`/proc/${server.pid()}/status`, "utf8"));
    expect(Number(uids?.[1])).toBeGreaterThan(0);
  });

  it("works in a folder below one that only root may enter", async () => {
    const closed = await temporaryFolder(0o700);
    const server = await start(join(closed, "a", "data"));
    expect(await ask(server.url, "select 1")).toBe(1);
    await server.stop();
    const again = await start(join(closed, "a", "data"));
    expect(await ask(again.url, "select 1")).toBe(1);
  });

  it("reaches programs in a folder that only root may enter, with one capability and no more", async () => {
    const closed = await temporaryFolder(0o700);
    const { postgres } = await findBinaries();
    await cp(dirname(dirname(postgres)), join(closed, "native"), { recursive: true, verbatimSymlinks: true });
    const folder = await temporaryFolder();
    const launcher = await findLauncher({
      account: nobody,
      postgres: join(closed, "native/bin/postgres"),
      folder,
    });
    const { output } = await runProgram(launcher("/bin/cat", ["/proc/self/status"]));
    expect(output).toMatch(/^Uid:\s+65534\s+65534\s+65534\s+65534$/m);
    expect(output).toMatch(/^CapEff:\s+000000000000000[24]$/m);
    expect(output).toMatch(/^CapBnd:\s+000000000000000[24]$/m);
  });

  it("gives PostgreSQL no capability where the folders are open", async () => {
    const { postgres } = await findBinaries();
    const launcher = await findLauncher({ account: nobody, postgres, folder: await temporaryFolder() });
    const { output } = await runProgram(launcher("/bin/cat", ["/proc/self/status"]));
    if (await isOpenToAll(postgres)) expect(output).toMatch(/^CapEff:\s+0+$/m);
  });

  it("keeps the user an existing database belongs to", async () => {
    const folder = await temporaryFolder();
    await chown(folder, 4711, 4712);
    expect(await chooseAccount(folder)).toMatchObject({ uid: 4711, gid: 4712 });
  });

  it("takes over a database whose files were given to root", async () => {
    const folder = await folderWithDatabase();
    const first = await start(folder);
    await ask(first.url, "create table kept as select 42 as value");
    await first.stop();
    spawnSync("chown", ["-R", "0:0", folder]);
    const second = await start(folder);
    expect(await ask(second.url, "select value from kept")).toBe(42);
  });

  it("names folder, reason and remedies when there is no way", async () => {
    const target = { account: nobody, postgres: "/nowhere/postgres", folder: "/nowhere" };
    await expect(findLauncher(target)).rejects.toMatchObject({
      failure: "not_reachable",
      message: expect.stringMatching(
        /nobody.*\/nowhere\/postgres.*not found.*TOCSIN_DATA_DIR.*TOCSIN_DATABASE_URL/s,
      ),
    });
  });
});

describe.runIf(canBecomeNobody)("as an ordinary user", () => {
  const asNobody = ["setpriv", ...becomeNobody()];

  it("runs PostgreSQL as that user", async () => {
    const folder = await temporaryFolder();
    await chown(folder, nobody.uid, nobody.gid);
    const { answer } = await serve(join(folder, "data"), asNobody);
    expect(await ask(answer.url ?? "", "select 1")).toBe(1);
    expect(await readFile(`/proc/${answer.pid}/status`, "utf8")).toMatch(/^Uid:\s+65534/m);
  });

  it("says that the folder cannot be written", async () => {
    const folder = await temporaryFolder();
    const { answer } = await serve(join(folder, "data"), asNobody);
    expect(answer).toMatchObject({
      failure: "folder_not_writable",
      message: expect.stringContaining(folder),
    });
  });

  it("says whom the database belongs to when another user made it", async () => {
    const folder = await folderWithDatabase();
    await chown(join(folder, "postgres"), nobody.uid, nobody.gid);
    const { answer } = await serve(folder, asNobody);
    expect(answer).toMatchObject({
      failure: "folder_not_writable",
      message: expect.stringContaining(folder),
    });
  });

  it("says that the user needs an entry in /etc/passwd when it has none", async () => {
    const folder = await temporaryFolder();
    await chown(folder, 47_110, 47_110);
    const unknown = ["setpriv", "--reuid=47110", "--regid=47110", "--clear-groups"];
    const { answer } = await serve(join(folder, "data"), unknown);
    expect(answer).toMatchObject({ failure: "no_account", message: expect.stringContaining("/etc/passwd") });
  });
});

describe.runIf(canMount)("on a read-only disk", () => {
  it("says that the folder cannot be written", async () => {
    const disk = await temporaryFolder();
    expect(spawnSync("mount", ["-t", "tmpfs", "-o", "ro", "tocsin", disk]).status).toBe(0);
    onTestFinished(() => void spawnSync("umount", ["--lazy", disk]));
    await expect(start(join(disk, "data"))).rejects.toMatchObject({
      failure: "folder_not_writable",
      message: expect.stringContaining("read-only"),
    });
  });
});

describe.runIf(canMount)("on a full disk", () => {
  it("says so before making a database, and when starting an existing one, which keeps its data", async () => {
    const disk = await temporaryFolder();
    expect(spawnSync("mount", ["-t", "tmpfs", "-o", "size=150m", "tocsin", disk]).status).toBe(0);
    onTestFinished(() => void spawnSync("umount", ["--lazy", disk]));
    const server = await start(join(disk, "data"));
    await ask(server.url, "create table kept as select 42 as value");
    await server.stop();
    const filler = join(disk, "filler");
    spawnSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=64k"]);
    await expect(start(join(disk, "data"))).rejects.toMatchObject({ failure: "disk_full" });
    spawnSync("truncate", ["--size=60M", filler]);
    await mkdir(join(disk, "other"));
    await expect(start(join(disk, "other"))).rejects.toMatchObject({
      failure: "disk_full",
      message: expect.stringMatching(/\d+ MB left/),
    });
    await writeFile(filler, "");
    const again = await start(join(disk, "data"));
    expect(await ask(again.url, "select value from kept")).toBe(42);
  });
});

async function isOpenToAll(path: string): Promise<boolean> {
  return spawnSync("setpriv", [...becomeNobody(), path, "--version"]).status === 0;
}
