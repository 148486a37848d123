import { randomBytes } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Layout } from "./layout.ts";
import { configurationFile, tunedSettings } from "./settings.ts";

const FILE = "tocsin.conf";
const INCLUDE_LINE = `include_if_exists '${FILE}'`;

/**
 * Writes our defaults beside postgresql.conf and makes that file read them, so that a new version of Tocsin brings
 * its defaults to existing clusters as well. What follows the include line, and ALTER SYSTEM, wins over them.
 */
export async function writeConfiguration(layout: Layout, hasStatementStatistics: boolean): Promise<void> {
  await replaceFile(join(layout.cluster, FILE), configurationFile(tunedSettings(hasStatementStatistics)));
  const main = join(layout.cluster, "postgresql.conf");
  const content = await readFile(main, "utf8");
  if (content.split("\n").some((line) => line.trim() === INCLUDE_LINE)) return;
  await replaceFile(main, `${content}\n${INCLUDE_LINE}\n`);
}

/** Renaming replaces the file in one step, and replaces, not follows, a symbolic link. */
async function replaceFile(path: string, content: string): Promise<void> {
  if ((await readFile(path, "utf8").catch(() => undefined)) === content) return;
  const fresh = `${path}.${randomBytes(4).toString("hex")}`;
  // The folder is closed to others; the file must be readable for PostgreSQL's user when root writes it.
  try {
    await writeFile(fresh, content, { flag: "wx", mode: 0o644 });
    await rename(fresh, path);
  } finally {
    await rm(fresh, { force: true });
  }
}
