import { createEnvironment, Dict, dumpJson, parseJson, type Value } from "../src/index.ts";
import { alertmanagerPayload, MESSAGE, TITLE } from "./templates.ts";

const ROUNDS = 7;
const ROUND_MILLISECONDS = 120;

/** Nanoseconds per call: the best of several rounds, which is the least disturbed by other load. */
function measure(run: () => unknown): number {
  const warmUntil = performance.now() + ROUND_MILLISECONDS * 2;
  while (performance.now() < warmUntil) run();
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    let calls = 0;
    let elapsed = 0;
    while (elapsed < ROUND_MILLISECONDS) {
      for (let index = 0; index < 50; index += 1) run();
      calls += 50;
      elapsed = performance.now() - started;
    }
    best = Math.min(best, (elapsed * 1e6) / calls);
  }
  return best;
}

function report(name: string, nanoseconds: number, base?: number): void {
  const ratio = base === undefined ? "" : `  ${(nanoseconds / base).toFixed(2)}x`;
  process.stdout.write(`${name.padEnd(44)} ${nanoseconds.toFixed(0).padStart(10)} ns${ratio}\n`);
}

interface Rival {
  readonly name: string;
  compile(source: string): (context: unknown) => string;
}

/** Other engines, as far as they are installed and run the template. */
async function rivals(): Promise<Rival[]> {
  const found: Rival[] = [];
  try {
    const { default: nunjucks } = await import("nunjucks");
    const environment = new nunjucks.Environment(null, { autoescape: false });
    found.push({
      name: "nunjucks",
      compile: (source) => {
        const template = nunjucks.compile(source, environment);
        return (context) => template.render(context as object);
      },
    });
  } catch {
    process.stdout.write("nunjucks is not installed\n");
  }
  try {
    const { Template } = await import("@huggingface/jinja");
    found.push({
      name: "@huggingface/jinja",
      compile: (source) => {
        const template = new Template(source);
        return (context) => template.render(context as Record<string, unknown>);
      },
    });
  } catch {
    process.stdout.write("@huggingface/jinja is not installed\n");
  }
  try {
    const { Environment } = await import("minijinja-js");
    found.push({
      name: "minijinja-js",
      compile: (source) => {
        const environment = new Environment();
        environment.addTemplate("t", source);
        return (context) => environment.renderTemplate("t", context);
      },
    });
  } catch {
    process.stdout.write("minijinja-js is not installed\n");
  }
  return found;
}

function benchJson(text: string): void {
  const base = measure(() => JSON.parse(text));
  report(`JSON.parse, ${text.length} characters`, base);
  report(
    "parseJson",
    measure(() => parseJson(text)),
    base,
  );
  const value = parseJson(text);
  const plain: unknown = JSON.parse(text);
  const dump = measure(() => JSON.stringify(plain));
  report("JSON.stringify", dump);
  report(
    "dumpJson compact",
    measure(() => dumpJson(value, { style: "compact" })),
    dump,
  );
}

async function main(): Promise<void> {
  const environment = createEnvironment();
  const text = alertmanagerPayload(5);
  const variables = new Map<string, Value>([["payload", parseJson(text)]]);
  const plain = { payload: JSON.parse(text) as unknown };
  const others = await rivals();
  for (const [name, source] of [
    ["title", TITLE],
    ["message", MESSAGE],
  ] as const) {
    report(
      `compile ${name}`,
      measure(() => environment.compile(source)),
    );
    const template = environment.compile(source);
    const base = measure(() => template.render(variables));
    report(`render ${name}`, base);
    for (const rival of others) {
      try {
        const render = rival.compile(source);
        render(plain);
        report(
          `  ${rival.name}`,
          measure(() => render(plain)),
          base,
        );
      } catch (error) {
        process.stdout.write(`  ${rival.name}: cannot run it (${String(error).slice(0, 60)})\n`);
      }
    }
  }
  benchJson(alertmanagerPayload(1));
  benchJson(text);
  if (!(variables.get("payload") instanceof Dict)) throw new Error("the payload is no dict");
}

await main();
