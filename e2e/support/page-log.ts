import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConsoleMessage, Page, Response } from "playwright-core";

/** What a page did besides what it showed. */
export interface PageLog {
  /** Errors that nobody caught, errors in the console (a violated CSP is one), and answers that say that we were wrong. */
  problems: readonly string[];
  /** Screenshot, console and requests, for whoever has to find out why. @returns their folder */
  save(): Promise<string>;
}

/** Chromium reports refused requests in the console as well, without telling which; they are judged by their answer. */
const ofAnswers = /^Failed to load resource: the server responded with a status/;

/** @param foreseen answers that are no problem here, like `404 GET /api/v2/…` */
export function logPage(page: Page, foreseen?: RegExp): PageLog {
  const lines: string[] = [];
  const problems: string[] = [];
  const add = (line: string, isProblem: boolean) => {
    lines.push(isProblem ? `! ${line}` : `  ${line}`);
    if (isProblem) problems.push(line);
  };
  page.on("pageerror", (error) => add(`uncaught ${error.stack ?? error.message}`, true));
  page.on("console", (message) => add(`console ${message.type()}: ${message.text()}`, isMistake(message)));
  page.on("response", (response) => {
    const line = describe(response);
    add(line, isUnexpected(response) && !foreseen?.test(line));
  });
  return {
    problems,
    async save() {
      const folder = await mkdtemp(join(tmpdir(), "tocsin-journey-"));
      await writeFile(join(folder, "log.txt"), `${page.url()}\n${lines.join("\n")}\n`);
      await page.screenshot({ path: join(folder, "page.png"), fullPage: true });
      return folder;
    },
  };
}

function isMistake(message: ConsoleMessage): boolean {
  return message.type() === "error" && !ofAnswers.test(message.text());
}

/** Where no is an answer: is somebody signed in, what would this half-written draft send. */
const questions = /^\/api\/v2\/(session|.*preview)$/;

/** What a server says on a machine that is too busy; the console asks again. */
const overloaded = 503;

function isUnexpected(response: Response): boolean {
  if (response.status() === overloaded) return false;
  const isAnswered = response.status() < 500 && questions.test(new URL(response.url()).pathname);
  return response.status() >= 400 && !isAnswered;
}

function describe(response: Response): string {
  const { pathname, search } = new URL(response.url());
  return `${response.status()} ${response.request().method()} ${pathname}${search}`;
}
