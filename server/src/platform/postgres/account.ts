import { stat } from "node:fs/promises";
import { withRemedies } from "./failure.ts";
import { runProgram } from "./program.ts";

/** The user PostgreSQL runs as. Undefined in `runAs` positions means: the user who runs Tocsin. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const PREFERRED_NAMES = ["tocsin", "postgres"];
const LAST_RESORT = "nobody";

/**
 * Which other user must run PostgreSQL; undefined when this process is not root and PostgreSQL can run as it is.
 * An existing cluster keeps its owner, whatever users have appeared on the machine since.
 */
export async function chooseAccount(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) {
    return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  }
  for (const name of PREFERRED_NAMES) {
    const account = await findAccount(name);
    if (account !== undefined) return account;
  }
  const account = (await createAccount("tocsin")) ?? (await findAccount(LAST_RESORT));
  if (account !== undefined) return account;
  throw withRemedies(
    "no_account",
    "PostgreSQL refuses to run as root, and this machine has no user to run it as (tried: " +
      `${[...PREFERRED_NAMES, LAST_RESORT].join(", ")}).`,
  );
}

async function findAccount(name: string): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([identity("-u", name), identity("-g", name)]);
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { name, uid, gid };
}

async function identity(kind: "-u" | "-g", name: string): Promise<number | undefined> {
  const { exitCode, output } = await runProgram({ file: "id", args: [kind, "--", name] });
  return exitCode === 0 && /^\d+$/.test(output) ? Number(output) : undefined;
}

async function createAccount(name: string): Promise<Account | undefined> {
  const args = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"];
  const { exitCode } = await runProgram({
    file: "useradd",
    args: [...args, "--shell", "/usr/sbin/nologin", name],
  });
  // Exit code 9: another start has made it in the meantime (useradd(8)).
  return exitCode === 0 || exitCode === 9 ? findAccount(name) : undefined;
}
