import { type ParseArgsConfig, parseArgs } from "node:util";

export interface Command {
  /** One or two words. */
  name: string;
  /** What may follow the name, for the help. */
  usage: string;
  summary: string;
  help: string;
  /** @returns the exit code */
  run(words: string[]): Promise<number>;
}

export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

/** The command line is wrong; the help is shown with it. */
export class UsageError extends Error {}

/** Reads options strictly: an unknown one is a UsageError. */
export function readOptions<Options extends NonNullable<ParseArgsConfig["options"]>>(
  words: string[],
  options: Options,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args: words, options, allowPositionals, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
