import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { join, resolve } from "node:path";

/** Socket paths are limited to 108 bytes on Linux and 104 on macOS, the closing zero included (unix(7)). */
const LONGEST_SOCKET_PATH = 103;

/** The port only names the socket file; nothing listens on it unless the socket's path is too long. */
export const SOCKET_PORT = 5432;

/** The files of the embedded PostgreSQL below Tocsin's data folder. */
export interface Layout {
  readonly dataDir: string;
  /** Everything of ours: lock files, cluster, socket. */
  readonly home: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** Name prefix of clusters that are being made; without lock holder such a folder is a leftover. */
  readonly unfinishedPrefix: string;
  readonly run: string;
  /** Undefined when the socket's path would be too long. */
  readonly socketDirectory: string | undefined;
  /** Passwords. Inside the cluster, so that it is complete in the moment the cluster appears. */
  readonly access: string;
  readonly postmasterPid: string;
  /** Appears in the command line of every process of this cluster. */
  readonly tag: string;
}

/** Where things lie for this data folder, which should exist. */
export function layoutOf(dataDir: string): Layout {
  const root = realPath(resolve(dataDir));
  const home = join(root, "postgres");
  const cluster = join(home, "cluster");
  const run = join(home, "run");
  const socket = join(run, `.s.PGSQL.${SOCKET_PORT}.lock`);
  return {
    dataDir: root,
    home,
    cluster,
    unfinishedPrefix: "cluster.unfinished-",
    run,
    socketDirectory: Buffer.byteLength(socket) <= LONGEST_SOCKET_PATH ? run : undefined,
    access: join(cluster, "tocsin-access.json"),
    postmasterPid: join(cluster, "postmaster.pid"),
    tag: `tocsin-${createHash("sha256").update(cluster).digest("hex").slice(0, 16)}`,
  };
}

/** The same folder must get the same tag, by whatever symbolic link it is reached. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
