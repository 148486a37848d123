import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "./errors.ts";
import { makeFolder } from "./make-folder.ts";

/**
 * The key that encrypts stored secrets, when no setting gives one: made once and kept in the data folder, readable by
 * its owner only. Losing it loses the stored secrets, so it is never overwritten.
 */
export async function readOrMakeSecretKey(dataDir: string): Promise<string> {
  const file = join(dataDir, "secret.key");
  try {
    await makeFolder(dataDir);
    await writeFile(file, `${randomBytes(32).toString("base64")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (!isThere) throw unusable(dataDir, error);
  }
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw unusable(dataDir, error);
  }
}

function unusable(dataDir: string, cause: unknown): AppError {
  const message = `The data folder ${dataDir} cannot be used: ${cause instanceof Error ? cause.message : cause}. Make it writable for this user, or set TOCSIN_DATA_DIR to another folder.`;
  return new AppError("invalid_input", message, { cause });
}
