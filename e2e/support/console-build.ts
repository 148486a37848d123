import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("../../web", import.meta.url));
const built = join(web, "dist/index.html");

/**
 * The server serves what was built last; a journey through an older console would prove nothing.
 * @throws Error that says how to build it, when there is none or a source is newer
 */
export function requireFreshConsole(): void {
  if (!existsSync(built)) throw new Error("The console is not built. Run: npm run build:console");
  const builtAt = statSync(built).mtimeMs;
  const newer = sources().find((path) => statSync(path).mtimeMs > builtAt);
  if (newer === undefined) return;
  throw new Error(
    `The console in web/dist is older than web/${relative(web, newer)}. Run: npm run build:console`,
  );
}

function sources(): string[] {
  const below = ["src", "public"].flatMap((folder) =>
    readdirSync(join(web, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [...below, join(web, "index.html"), join(web, "vite.config.ts")];
}
