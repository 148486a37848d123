import { startApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { describeError } from "../platform/errors.ts";
import { createLogger, type Logger } from "../platform/log.ts";
import { giveBackStartMemory } from "../platform/start-memory.ts";
import { type Command, exitCodes, readOptions } from "./command.ts";
import { prepareFirstSteps } from "./first-steps.ts";
import { listSettings } from "./settings-help.ts";

const forcedExitMs = 30_000;

export const serveCommand: Command = {
  name: "serve",
  usage: "",
  summary: "Run the server: database, migrations, workers, API.",
  help: `Settings are environment variables:\n\n${listSettings()}\n\nOTEL_EXPORTER_OTLP_ENDPOINT and OpenTelemetry's other variables export traces: docs/operations.md.`,
  async run(words) {
    readOptions(words, {});
    const config = readConfig(process.env);
    const log = createLogger(config.logLevel);
    const ended = new AbortController();
    onTermination(() => ended.abort());
    const app = await startApp(config, log);
    console.log(await prepareFirstSteps(app));
    giveBackStartMemory();
    await aborted(ended.signal);
    log.info("stopping");
    setTimeout(() => forceExit(log), forcedExitMs).unref();
    await app.stop();
    return exitCodes.done;
  },
};

/** A second signal ends the process at once; what is in flight is done again after the next start. */
function onTermination(stop: () => void): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      stop();
      process.once(signal, () => process.exit(exitCodes.failed));
    });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

function forceExit(log: Logger): void {
  log.error({ error: describeError(new Error("still busy")) }, "could not stop in time");
  process.exit(exitCodes.failed);
}
