/** Fails when the JavaScript that the first view of the console needs is larger, as sent, than we promise. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const limitBytes = 250_000;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
/** What somebody sees first who is signed in: the shell and the list of alert groups. */
const firstView = ["index.html", "src/features/alert-groups/group-list-page.tsx"];

interface Chunk {
  file: string;
  imports?: string[];
}

const manifest: Record<string, Chunk> = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));
const files = new Set<string>();
for (const name of firstView) collect(name);
const total = [...files].reduce((sum, file) => sum + sentBytes(file), 0);
for (const file of [...files].sort((a, b) => sentBytes(b) - sentBytes(a)))
  console.log(`${sentBytes(file).toString().padStart(8)}  ${file}`);
console.log(
  `${total.toString().padStart(8)}  bytes of JavaScript, gzip, for the first view; limit ${limitBytes}`,
);
if (total > limitBytes) process.exitCode = 1;

function collect(name: string): void {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`The console's manifest does not name ${name}. Run npm run build:console.`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) collect(imported);
}

function sentBytes(file: string): number {
  const compressed = `${dist}${file}.gz`;
  return statSync(existsSync(compressed) ? compressed : `${dist}${file}`).size;
}
