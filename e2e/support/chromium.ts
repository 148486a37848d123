import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflate } from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

const cache = fileURLToPath(new URL("../../node_modules/.cache/tocsin-chromium", import.meta.url));
const packed = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../bin");
const archives = ["chromium.br", "fonts.tar.br", "al2023.tar.br"];

/** Starts a real Chromium from npm. It brings its own libraries and fonts, so that the system needs neither. */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(cache)) await unpack();
  await writeFile(join(cache, "fonts.conf"), fontSettings);
  return chromium.launch({
    executablePath: join(cache, "chromium"),
    // Chromium refuses to run as root inside its sandbox, and CI often is root. It only opens our own pages here.
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
    env: {
      ...withoutUndefined(process.env),
      LD_LIBRARY_PATH: join(cache, "al2023/lib"),
      FONTCONFIG_FILE: join(cache, "fonts.conf"),
    },
  });
}

/** Unpacks beside the place and moves there in one step: test files start at the same time, and may be interrupted. */
async function unpack(): Promise<void> {
  await mkdir(dirname(cache), { recursive: true });
  const staging = await mkdtemp(`${cache}-`);
  try {
    await inTemporaryFolder(staging, () => Promise.all(archives.map((name) => inflate(join(packed, name)))));
    await rename(staging, cache).catch((error: unknown) => {
      if (!existsSync(cache)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** The package unpacks into the temporary folder of the system, where a half-written or older browser may lie. */
async function inTemporaryFolder(folder: string, act: () => Promise<unknown>): Promise<void> {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  try {
    if (tmpdir() !== folder) throw new Error("The browser cannot be unpacked on this system.");
    await act();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

/** The font of the package first; those of the system for what it lacks, like a monospaced one. */
const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${cache}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${cache}/font-cache</cachedir>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;

function withoutUndefined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
