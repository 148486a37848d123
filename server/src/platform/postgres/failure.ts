import { AppError } from "../errors.ts";

/** Why the embedded PostgreSQL cannot run. */
export type PostgresFailure =
  | "no_binaries"
  | "no_account"
  | "not_reachable"
  | "folder_not_writable"
  | "disk_full"
  | "folder_in_use"
  | "foreign_content"
  | "wrong_version"
  | "wrong_owner"
  | "damaged"
  | "cannot_listen"
  | "start_failed"
  | "stopped";

const REMEDIES =
  "Remedies: choose another folder with TOCSIN_DATA_DIR, run Tocsin as the user who owns the folder, " +
  "or use a PostgreSQL of your own with TOCSIN_DATABASE_URL.";

/** What PostgreSQL says when files of the cluster are missing, cut off or overwritten. */
const DAMAGE = new RegExp(
  [
    "database files are incompatible with server",
    "control file",
    "pg_control",
    "(valid|required) checkpoint record",
    "requested timeline",
    'could not (open|access) (file|directory) ".*": No such file or directory',
    "invalid (magic|page|data) .*in (file|block|relation)",
    "is not a valid data directory",
  ].join("|"),
);

/** An error of the embedded PostgreSQL. `message` is complete and needs no stack trace beside it. */
export class EmbeddedPostgresError extends AppError {
  readonly failure: PostgresFailure;

  constructor(failure: PostgresFailure, message: string, cause?: unknown) {
    super("unavailable", message, { details: { failure } });
    this.name = "EmbeddedPostgresError";
    this.failure = failure;
    // Not the `cause` property of the constructor: the message already tells it, and describing errors repeats causes.
    if (cause !== undefined) this.details.origin = describe(cause);
  }
}

/** The same problem, with what the reader can do about it. */
export function withRemedies(
  failure: PostgresFailure,
  problem: string,
  cause?: unknown,
): EmbeddedPostgresError {
  return new EmbeddedPostgresError(failure, `${problem} ${REMEDIES}`, cause);
}

/** Turns a failed file operation in the data folder into an error that names folder and reason. */
export function folderFailure(folder: string, cause: unknown): EmbeddedPostgresError {
  if (cause instanceof EmbeddedPostgresError) return cause;
  switch (systemCode(cause)) {
    case "ENOSPC":
    case "EDQUOT":
      return diskFull(folder, cause);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return withRemedies(
        "folder_not_writable",
        `This user may not use the data folder ${folder} (${describe(cause)}).`,
        cause,
      );
    case "ENOTDIR":
    case "EEXIST":
      return withRemedies(
        "foreign_content",
        `${folder} cannot be used as a folder (${describe(cause)}).`,
        cause,
      );
    default:
      return withRemedies(
        "start_failed",
        `The data folder ${folder} cannot be used (${describe(cause)}).`,
        cause,
      );
  }
}

/** Explains why a PostgreSQL program ended, from what it wrote before. */
export function programFailure(program: string, folder: string, output: string): EmbeddedPostgresError {
  const said = lastWords(output);
  if (/No space left on device|Disk quota exceeded/.test(output)) return diskFull(folder, said);
  if (/pre-existing shared memory block|lock file ".*" already exists/.test(output)) {
    return new EmbeddedPostgresError(
      "folder_in_use",
      `Another PostgreSQL still uses ${folder}: ${said} Stop it, then start Tocsin again.`,
    );
  }
  if (/could not (create|bind) .*(socket|address)|Unix-domain socket path .* is too long/.test(output)) {
    return withRemedies("cannot_listen", `${program} for ${folder} cannot listen for connections: ${said}`);
  }
  if (/Permission denied|Read-only file system|Operation not permitted/.test(output)) {
    return withRemedies("folder_not_writable", `${program} may not use ${folder}: ${said}`);
  }
  if (/user does not exist|could not look up effective user ID/.test(output)) {
    return withRemedies(
      "no_account",
      `${program} needs the user who owns ${folder} to have an entry in /etc/passwd: ${said}`,
    );
  }
  if (DAMAGE.test(output)) {
    return new EmbeddedPostgresError(
      "damaged",
      `The database in ${folder} is damaged: ${said} Nothing was changed. Restore the folder from a backup.`,
    );
  }
  return withRemedies("start_failed", `${program} could not run in ${folder}: ${said}`);
}

/** The `code` of a Node system error, if it is one. */
export function systemCode(error: unknown): string | undefined {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return undefined;
}

/** One line about any thrown value. */
export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function diskFull(folder: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "disk_full",
    `The disk that holds ${folder} is full (${describe(cause)}). Nothing is lost: free some space, then start Tocsin again.`,
    cause,
  );
}

/** The lines that state the reason, without PostgreSQL's start-up chatter. */
function lastWords(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    // PostgreSQL's advice to run initdb or pg_resetwal would cost the data.
    .filter((line) => line !== "" && !/initdb\.|pg_resetwal/.test(line));
  const telling = lines.filter((line) => /FATAL|PANIC|error|ERROR|HINT|DETAIL|cannot|could not/.test(line));
  const chosen = (telling.length > 0 ? telling : lines).slice(-4).join(" ");
  return chosen === "" ? "it said nothing." : chosen;
}
