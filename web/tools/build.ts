/**
 * Builds the console into `web/dist`, with a Brotli and a gzip copy of every text beside it. Runs on every install, so
 * that `npm install && npm start` serves it. An install without development packages builds nothing; `--if-stale`
 * builds only when a source is newer than what was built.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { whyStale } from "./stale.ts";

const webFolder = fileURLToPath(new URL("..", import.meta.url));
const distFolder = join(webFolder, "dist");
const texts = new Set([".js", ".css", ".svg"]);
const worthCompressingBytes = 1000;

if (process.argv.includes("--if-stale") && whyStale() === undefined) process.exit();

const vite = await import("vite").catch((error: unknown) => {
  if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return undefined;
  throw error;
});

if (vite) {
  await vite.build({ configFile: join(webFolder, "vite.config.ts"), logLevel: "warn" });
  compressTexts();
} else console.log("The console is not built: development packages are left out.");

function compressTexts(): void {
  for (const entry of readdirSync(distFolder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !texts.has(extname(path))) continue;
    const bytes = readFileSync(path);
    if (bytes.length < worthCompressingBytes) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
