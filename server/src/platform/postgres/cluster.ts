import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chmod,
  chown,
  lchown,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
} from "node:fs/promises";
import { join } from "node:path";
import { type Access, ADMINISTRATOR, makeAccess } from "./access.ts";
import type { Account } from "./account.ts";
import type { PostgresBinaries } from "./binaries.ts";
import { EmbeddedPostgresError, folderFailure, programFailure, systemCode, withRemedies } from "./failure.ts";
import type { Launcher } from "./launcher.ts";
import type { Layout } from "./layout.ts";
import { findProcesses, signalProcess } from "./processes.ts";
import { runProgram } from "./program.ts";
import type { Durability } from "./settings.ts";

/** The version of PostgreSQL whose data directories the installed programs can open. */
export const MAJOR_VERSION = 18;

/** A fresh cluster takes about 45 MB; the rest is room for the first write-ahead log. */
const SPACE_FOR_NEW_CLUSTER_BYTES = 100 * 1024 * 1024;

/** What a cluster is made with, and by whom. */
export interface ClusterMaker {
  readonly binaries: PostgresBinaries;
  readonly launcher: Launcher;
  readonly account: Account | undefined;
  readonly durability: Durability;
  readonly signal?: AbortSignal;
}

/**
 * Looks at the cluster without changing it. Throws when there is something PostgreSQL 18 must not touch: foreign files,
 * another version, parts missing.
 */
export async function inspectCluster(layout: Layout): Promise<"absent" | "present"> {
  refusePlainDataDirectory(layout);
  const entries = await readdir(layout.cluster).catch((error: unknown): string[] => {
    if (systemCode(error) === "ENOENT") return [];
    throw folderFailure(layout.cluster, error);
  });
  if (entries.length === 0) return "absent";
  if (!entries.includes("PG_VERSION")) {
    throw withRemedies(
      "foreign_content",
      `${layout.cluster} should hold the database, but holds something else (${entries.slice(0, 3).join(", ")}); ` +
        "nothing was changed. If these files matter to nobody, remove the folder.",
    );
  }
  await refuseOtherVersion(layout);
  for (const part of ["global/pg_control", "base", "pg_wal", "postgresql.conf", "pg_hba.conf"]) {
    if (!existsSync(join(layout.cluster, part))) {
      throw new EmbeddedPostgresError(
        "damaged",
        `The database in ${layout.cluster} is damaged: ${part} is missing. Nothing was changed. Restore the folder from a backup.`,
      );
    }
  }
  return "present";
}

/**
 * Makes the cluster beside its final place and moves it there when it is complete and on disk, so a half-made
 * cluster is never mistaken for a real one.
 */
export async function createCluster(layout: Layout, maker: ClusterMaker): Promise<void> {
  await refuseLowSpace(layout);
  const unfinished = join(layout.home, `${layout.unfinishedPrefix}${randomBytes(6).toString("hex")}`);
  const passwordFile = `${unfinished}.password`;
  const access = makeAccess();
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await writeDurably(passwordFile, `${access.administrator}\n`);
    await give(maker.account, [unfinished, passwordFile]);
    await initialize(unfinished, passwordFile, maker);
    await keepAccess(join(unfinished, "tocsin-access.json"), access, maker.account);
    await rmdir(layout.cluster).catch(() => {});
    await rename(unfinished, layout.cluster);
    await syncFolder(layout.home);
  } catch (error) {
    throw folderFailure(layout.home, error);
  } finally {
    await rm(passwordFile, { force: true }).catch(() => {});
    await rm(unfinished, { recursive: true, force: true }).catch(() => {});
  }
}

/** Removes clusters that an earlier start did not finish. Only the holder of the folder's lock may call this. */
export async function removeUnfinished(layout: Layout): Promise<void> {
  const leftovers = (await readdir(layout.home)).filter((name) => name.startsWith(layout.unfinishedPrefix));
  if (leftovers.length === 0) return;
  for (const { pid } of await findProcesses(join(layout.home, layout.unfinishedPrefix))) {
    signalProcess(pid, "SIGKILL");
  }
  for (const name of leftovers) {
    // Again when a process that is just ending has written one more file.
    await rm(join(layout.home, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

/** PostgreSQL insists on owning its data directory and on nobody else being able to read it. */
export async function takeOwnership(layout: Layout, account: Account | undefined): Promise<void> {
  const found = await stat(layout.cluster);
  if (account !== undefined && found.uid !== account.uid) await chownTree(layout.cluster, account);
  if (account === undefined && found.uid !== process.getuid?.()) {
    throw withRemedies(
      "wrong_owner",
      `The database in ${layout.cluster} belongs to user ${found.uid}, but Tocsin runs as user ${process.getuid?.()}.`,
    );
  }
  if ((found.mode & 0o027) !== 0) await chmod(layout.cluster, 0o700);
}

/** Hands files to PostgreSQL's user; a no-op when that is the own user. */
export async function give(account: Account | undefined, paths: readonly string[]): Promise<void> {
  if (account === undefined) return;
  for (const path of paths) await chown(path, account.uid, account.gid);
}

function refusePlainDataDirectory(layout: Layout): void {
  for (const folder of [layout.dataDir, layout.home]) {
    if (existsSync(join(folder, "PG_VERSION"))) {
      throw withRemedies(
        "foreign_content",
        `${folder} is the data directory of another PostgreSQL; Tocsin makes its own folder and does not use this one.`,
      );
    }
  }
}

async function refuseOtherVersion(layout: Layout): Promise<void> {
  const version = (await readFile(join(layout.cluster, "PG_VERSION"), "utf8").catch(String)).trim();
  if (version === String(MAJOR_VERSION)) return;
  if (!/^\d+$/.test(version)) {
    throw new EmbeddedPostgresError(
      "damaged",
      `The database in ${layout.cluster} is damaged: PG_VERSION does not hold a version. Restore the folder from a backup.`,
    );
  }
  throw new EmbeddedPostgresError(
    "wrong_version",
    `The database in ${layout.cluster} was made by PostgreSQL ${version}; this version of Tocsin brings PostgreSQL ` +
      `${MAJOR_VERSION}, which cannot open it. Nothing was changed. Start the Tocsin that made it and move the data with ` +
      "pg_dump, or convert the folder with pg_upgrade, or choose another folder with TOCSIN_DATA_DIR.",
  );
}

async function refuseLowSpace(layout: Layout): Promise<void> {
  const { bavail, bsize } = await statfs(layout.home);
  const freeBytes = bavail * bsize;
  if (freeBytes >= SPACE_FOR_NEW_CLUSTER_BYTES) return;
  throw new EmbeddedPostgresError(
    "disk_full",
    `The disk that holds ${layout.home} has ${Math.floor(freeBytes / 1_048_576)} MB left; a new database needs ` +
      `${SPACE_FOR_NEW_CLUSTER_BYTES / 1_048_576} MB. Free some space, or choose another folder with TOCSIN_DATA_DIR.`,
  );
}

async function initialize(folder: string, passwordFile: string, maker: ClusterMaker): Promise<void> {
  const options = [
    ["--pgdata", folder],
    ["--username", ADMINISTRATOR],
    ["--pwfile", passwordFile],
    ["--auth", "scram-sha-256"],
    ["--encoding", "UTF8"],
    // The built-in provider sorts the same on every machine; an upgrade of libc or ICU cannot break an index.
    ["--locale-provider", "builtin"],
    ["--builtin-locale", "C.UTF-8"],
    ["--locale", "C"],
    // Given values spare initdb the trial starts it finds them with.
    ["--set", "max_connections=100"],
    ["--set", "shared_buffers=128MB"],
  ].flat();
  const flags = ["--no-instructions", ...(maker.durability === "none" ? ["--no-sync"] : [])];
  const command = maker.launcher(maker.binaries.initdb, [...options, ...flags]);
  const { exitCode, output } = await runProgram(command, maker.signal);
  if (maker.signal?.aborted)
    throw new EmbeddedPostgresError("stopped", "The start of PostgreSQL was cancelled.");
  if (exitCode !== 0) throw programFailure("initdb", folder, output);
}

async function keepAccess(path: string, access: Access, account: Account | undefined): Promise<void> {
  await writeDurably(path, `${JSON.stringify(access)}\n`);
  await give(account, [path]);
}

async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function chownTree(path: string, account: Account): Promise<void> {
  await lchown(path, account.uid, account.gid);
  for (const entry of await readdir(path, { recursive: true })) {
    await lchown(join(path, entry), account.uid, account.gid);
  }
}
