import { AppError, describeError } from "../platform/errors.ts";
import { EmbeddedPostgresError } from "../platform/postgres/index.ts";
import { version } from "../version.ts";
import { type Command, exitCodes, UsageError } from "./command.ts";
import { migrateCommand } from "./migrate.ts";
import { secretsResealCommand } from "./secrets.ts";
import { serveCommand } from "./serve.ts";
import { signInLinkCommand } from "./sign-in-link.ts";
import { templateCheckCommand, templateRenderCommand } from "./template.ts";
import { tokenCreateCommand } from "./token.ts";
import { urlCheckCommand } from "./url.ts";

const commands: readonly Command[] = [
  serveCommand,
  migrateCommand,
  signInLinkCommand,
  tokenCreateCommand,
  templateRenderCommand,
  templateCheckCommand,
  urlCheckCommand,
  secretsResealCommand,
];

/** Runs one command line. @returns the exit code: 0 done, 1 it failed, 2 the command line is wrong */
export async function runCli(words: readonly string[]): Promise<number> {
  if (words[0] === "--version") return print(version);
  const command = commands.find(({ name }) => name.split(" ").every((word, at) => words[at] === word));
  if (!command) return answerWithoutCommand(words);
  const rest = words.slice(command.name.split(" ").length);
  if (rest.includes("--help") || rest.includes("-h")) return print(helpOf(command));
  try {
    return await command.run([...rest]);
  } catch (error) {
    return report(error, command);
  }
}

function answerWithoutCommand(words: readonly string[]): number {
  const isHelp = words.length === 0 || words[0] === "--help" || words[0] === "-h" || words[0] === "help";
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(18)}${summary}`).join("\n");
  const text = `Usage: tocsin <command> [options]\n\nCommands:\n${list}\n\nMore about one: tocsin <command> --help`;
  if (isHelp && words.length > 0) return print(text);
  console.error(words.length === 0 ? text : `There is no command "${words.join(" ")}".\n\n${text}`);
  return exitCodes.usage;
}

function report(error: unknown, command: Command): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${helpOf(command)}`);
    return exitCodes.usage;
  }
  const isExpected =
    (error instanceof AppError && error.code !== "internal") || error instanceof EmbeddedPostgresError;
  console.error(isExpected ? error.message : `Unexpected failure: ${describeError(error)}`);
  if (!isExpected && error instanceof Error) console.error(error.stack);
  return exitCodes.failed;
}

function helpOf({ name, usage, summary, help }: Command): string {
  return `Usage: tocsin ${name}${usage ? ` ${usage}` : ""}\n\n${summary}\n\n${help}`;
}

function print(text: string): number {
  console.log(text);
  return exitCodes.done;
}
