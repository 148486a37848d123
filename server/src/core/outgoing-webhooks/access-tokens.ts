import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { z } from "zod";
import type { HttpClient, Outcome } from "../../platform/http-client/index.ts";
import { type ClientCredentials, toTlsOptions } from "./connection.ts";

export type AccessToken =
  /** `isFresh`: it was fetched for this call. */
  { kind: "token"; authorization: string; isFresh: boolean } | { kind: "failed"; message: string };

interface Entry {
  answer: Promise<AccessToken>;
  /** By a clock that never goes back. */
  usableUntilMs: number;
}

const mostKept = 1000;
/** A token ends this long before it would expire on the way. */
const marginMs = 10_000;
/** For a server that does not say how long its token holds. */
const standardLifeMs = 300_000;
const longestLifeMs = 24 * 3_600_000;

const tokenAnswer = z.object({
  access_token: z
    .string()
    .min(1)
    .max(16_000)
    .regex(/^[\x21-\x7e]+$/),
  token_type: z
    .string()
    .max(100)
    .regex(/^[\w-]*$/)
    .optional(),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

/** Tokens of OAuth2 client credentials (RFC 6749, 4.4), kept while they hold and asked for once at a time. */
export class AccessTokens {
  readonly #http: Pick<HttpClient, "request">;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(http: Pick<HttpClient, "request">, now = () => performance.now()) {
    this.#http = http;
    this.#now = now;
  }

  async get(credentials: ClientCredentials, deadlineMs: number): Promise<AccessToken> {
    const key = keyOf(credentials);
    const known = this.#entries.get(key);
    if (known && this.#now() < known.usableUntilMs) {
      const answer = await known.answer;
      return answer.kind === "token" ? { ...answer, isFresh: false } : answer;
    }
    const entry: Entry = {
      answer: this.#fetch(credentials, deadlineMs).then((fetched) => this.#settle(key, entry, fetched)),
      usableUntilMs: Number.POSITIVE_INFINITY,
    };
    this.#makeRoom();
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.answer;
  }

  /** The receiver did not accept it. */
  forget(credentials: ClientCredentials): void {
    this.#entries.delete(keyOf(credentials));
  }

  /** A failure is not kept: the next message asks again. */
  #settle(key: string, entry: Entry, { answer, lifeMs }: Fetched): AccessToken {
    entry.usableUntilMs = this.#now() + lifeMs;
    if (answer.kind === "failed" && this.#entries.get(key) === entry) this.#entries.delete(key);
    return answer;
  }

  #makeRoom(): void {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size < mostKept) return;
      this.#entries.delete(key);
    }
  }

  /** The header first, as the standard prefers; the form for servers that know nothing else. */
  async #fetch(credentials: ClientCredentials, deadlineMs: number): Promise<Fetched> {
    const endsAt = this.#now() + deadlineMs;
    const first = await this.#ask(credentials, "header", deadlineMs);
    const isRefused = first.kind === "response" && (first.status === 400 || first.status === 401);
    const leftMs = Math.ceil(endsAt - this.#now());
    if (!isRefused || leftMs <= 0) return readAnswer(first);
    const second = await this.#ask(credentials, "form", leftMs);
    return second.kind === "response" && second.status === 200 ? readAnswer(second) : readAnswer(first);
  }

  #ask(credentials: ClientCredentials, how: "header" | "form", deadlineMs: number): Promise<Outcome> {
    const { client_id: id, client_secret: secret, scopes, endpoint_params: further } = credentials;
    const form = new URLSearchParams({ grant_type: "client_credentials" });
    if (scopes.length > 0) form.set("scope", scopes.join(" "));
    for (const [name, value] of Object.entries(further)) form.set(name, value);
    if (how === "form") {
      form.set("client_id", id);
      form.set("client_secret", secret);
    }
    const basic = Buffer.from(`${formEscape(id)}:${formEscape(secret)}`).toString("base64");
    return this.#http.request({
      method: "POST",
      url: credentials.token_url,
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        Accept: "application/json",
        ...(how === "header" ? { Authorization: `Basic ${basic}` } : {}),
      },
      body: form.toString(),
      deadlineMs,
      tls: toTlsOptions(credentials.tls),
    });
  }
}

interface Fetched {
  answer: AccessToken;
  lifeMs: number;
}

function keyOf(credentials: ClientCredentials): string {
  return createHash("sha256").update(JSON.stringify(credentials)).digest("base64");
}

function formEscape(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}

/** What the token server answers is not repeated in messages: it may repeat what it was sent. */
function readAnswer(outcome: Outcome): Fetched {
  if (outcome.kind !== "response") return failed(outcome.message);
  if (outcome.status !== 200) return failed(`it answered with status ${outcome.status}.`);
  const read = tokenAnswer.safeParse(parse(outcome.body.toString("utf8")));
  if (!read.success) return failed("its answer holds no usable access_token.");
  const { access_token: token, token_type: type = "", expires_in: seconds } = read.data;
  const scheme = type === "" || type.toLowerCase() === "bearer" ? "Bearer" : type;
  const lifeMs = seconds === undefined ? standardLifeMs : Math.min(seconds * 1000, longestLifeMs) - marginMs;
  return { answer: { kind: "token", authorization: `${scheme} ${token}`, isFresh: true }, lifeMs };
}

function failed(why: string): Fetched {
  return { answer: { kind: "failed", message: `No access token from the token_url: ${why}` }, lifeMs: 0 };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Any server may stand at that address.
    return undefined;
  }
}
