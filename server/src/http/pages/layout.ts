import type { Caller } from "../../core/people/index.ts";
import type { Instant } from "../../platform/instant.ts";
import { basePath, Html, html } from "../html.ts";
import { type BrowserSession, formToken } from "../session-cookie.ts";

export const stylePath = "pages/style.css";

export interface Page {
  title: string;
  /** Undefined for people who are not signed in. */
  session: BrowserSession | undefined;
  content: Html;
}

/** A whole page. Every link in it is relative to the public address. */
export function page(publicUrl: string, { title, session, content }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base href="${basePath(publicUrl)}">
<title>${title} · Tocsin</title>
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<header><strong><a href="./">Tocsin</a></strong>${session ? account(session) : ""}</header>
<main>
${content}
</main>
</body>
</html>
`.text;
}

function account(session: BrowserSession): Html {
  return html`<form method="post" action="sign-out">${formTokenField(session)}<span class="quiet">${userOf(session.caller)}</span><button>Sign out</button></form>`;
}

function userOf({ user, role }: Caller): string {
  return `${user?.username ?? ""} (${role})`;
}

/** What proves to the server that this page made the form. */
export function formTokenField(session: BrowserSession): Html {
  return html`<input type="hidden" name="form_token" value="${formToken(session)}">`;
}

export function time(at: Instant | null): Html {
  if (at === null) return new Html("");
  return html`<time datetime="${at}">${at.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC")}</time>`;
}

/** A term and its description; nothing when there is nothing to say. */
export function entry(term: string, description: Html | string | number | null): Html {
  if (description === null || description === "") return new Html("");
  return html`<dt>${term}</dt><dd>${description}</dd>`;
}

const longestShownText = 100_000;

/** A text of unknown length; the API has the whole of it. */
export function block(text: string): Html {
  const isCut = text.length > longestShownText;
  return html`<pre>${isCut ? text.slice(0, longestShownText) : text}</pre>${isCut ? html`<p class="quiet">The rest is left out here.</p>` : ""}`;
}

/** JSON text over several lines; what is no JSON is shown as it is. Only white space changes, numbers keep their spelling. */
export function json(text: string): Html {
  return block(text.length > longestShownText ? text : indentJson(text));
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

function indentJson(text: string): string {
  let depth = 0;
  let result = "";
  const line = () => `\n${"  ".repeat(depth)}`;
  const found = text.match(tokens) ?? [];
  for (const [at, token] of found.entries()) {
    const next = found[at + 1];
    if (token === "{" || token === "[") {
      depth += 1;
      result += next === "}" || next === "]" ? token : token + line();
    } else if (token === "}" || token === "]") {
      depth = Math.max(0, depth - 1);
      const before = found[at - 1];
      result += before === "{" || before === "[" ? token : line() + token;
    } else if (token === ",") result += token + line();
    else result += token === ":" ? ": " : token;
  }
  return result;
}
