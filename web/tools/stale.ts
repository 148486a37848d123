import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("..", import.meta.url));
const built = join(web, "dist/index.html");

/** Why the built console is not what its sources say; undefined when it is. */
export function whyStale(): string | undefined {
  if (!existsSync(built)) return "The console is not built.";
  const builtAt = statSync(built).mtimeMs;
  const newer = sources().find((path) => statSync(path).mtimeMs > builtAt);
  return newer && `The built console is older than ${newer}.`;
}

function sources(): string[] {
  const below = ["src", "public"].flatMap((folder) =>
    readdirSync(join(web, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.|\.d\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [...below, join(web, "index.html"), join(web, "vite.config.ts")];
}
