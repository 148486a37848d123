import { type FileHandle, open, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../../web/dist/", import.meta.url));

/** Names below it hold a hash of their content. */
const hashedFolder = "assets/";
const knownNames = /^(?:assets\/)?[\w-][\w.-]*$/;

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Compressed copies that the build makes, the smallest first. */
const codings = [
  { name: "br", suffix: ".br" },
  { name: "gzip", suffix: ".gz" },
] as const;

/** A file of the console as it is sent; whoever has it closes it. */
export interface ConsoleFile {
  handle: FileHandle;
  type: string;
  /** Undefined when it is not compressed. */
  coding: string | undefined;
  isHashed: boolean;
}

/** The page that every address of the console answers with; its `<base>` is still `/`. Undefined before the build. */
export async function readConsolePage(): Promise<string | undefined> {
  return readFile(join(folder, "index.html"), "utf8").catch(() => undefined);
}

/** The smallest copy of a file that the client takes; undefined when the console has no such file. */
export async function openConsoleFile(name: string, acceptEncoding = ""): Promise<ConsoleFile | undefined> {
  const type = types[extname(name)];
  if (type === undefined || !knownNames.test(name)) return undefined;
  const accepted = codings.filter((coding) => acceptEncoding.includes(coding.name));
  for (const coding of [...accepted, undefined]) {
    const handle = await open(join(folder, name + (coding?.suffix ?? ""))).catch(() => undefined);
    if (handle) return { handle, type, coding: coding?.name, isHashed: name.startsWith(hashedFolder) };
  }
  return undefined;
}
