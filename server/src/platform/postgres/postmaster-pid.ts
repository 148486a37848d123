import { readFile } from "node:fs/promises";
import type { Layout } from "./layout.ts";

/** What a running server says about itself in postmaster.pid (pidfile.h). */
export interface PostmasterPid {
  readonly pid: number;
  /** A socket folder, or an address. */
  readonly host: string;
  readonly port: number;
}

/** Reads postmaster.pid; undefined when there is none, or it is not complete yet. Says nothing about being alive. */
export async function readPostmasterPid(layout: Layout): Promise<PostmasterPid | undefined> {
  const content = await readFile(layout.postmasterPid, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
  const [pid, , , port, socketDirectory, address] = content?.split("\n") ?? [];
  const host = socketDirectory || address;
  if (!pid || !port || !host) return undefined;
  return { pid: Number(pid), host, port: Number(port) };
}
