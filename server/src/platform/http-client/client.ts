import { parseAddress } from "./address.ts";
import { Connection, isPeer } from "./connection.ts";
import { Deadline } from "./deadline.ts";
import { dial } from "./dial.ts";
import { type Exchange, exchange, type ResponseLimits } from "./exchange.ts";
import { judgeAddress } from "./judge-address.ts";
import { type Headers, judgeRequestHeaders } from "./judge-headers.ts";
import { isLocalhost, normalizeName, openLoopbacks } from "./judge-host.ts";
import { hostOf, judgeUrl, type UrlVerdict } from "./judge-url.ts";
import { type NameLimits, Names, type Resolve } from "./names.ts";
import {
  type Failure,
  isFailure,
  type Outcome,
  type Result,
  refused,
  type Timings,
  type Trace,
} from "./outcome.ts";
import { type Policy, refuse } from "./policy.ts";
import { Pool, type PoolLimits } from "./pool.ts";
import { TlsHandshakes, type TlsOptions, tlsKey } from "./secure.ts";
import { createSystemResolver } from "./system-resolver.ts";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

export interface HttpRequest {
  method: Method;
  /** As typed or rendered; judged here (R15). */
  url: string;
  headers?: Headers | undefined;
  body?: string | Uint8Array | undefined;
  /** One limit for everything from the call to the last byte. */
  deadlineMs: number;
  /** Default: keep 16 KiB, read 64 KiB. */
  responseLimits?: ResponseLimits | undefined;
  tls?: TlsOptions | undefined;
  signal?: AbortSignal | undefined;
}

export interface HttpClientOptions {
  policy: Policy;
  /** Default: the system's own resolution. */
  resolve?: Resolve | undefined;
  names?: Partial<NameLimits> | undefined;
  pool?: Partial<PoolLimits> | undefined;
  /** Milliseconds of a clock that never goes back. */
  now?: (() => number) | undefined;
}

export interface HttpClientCounts {
  requests: number;
  opened: number;
  reused: number;
  resends: number;
  nameQueries: number;
  idleConnections: number;
  openConnections: number;
}

const defaultLimits: ResponseLimits = { keepBytes: 16 * 1024, readBytes: 64 * 1024 };
const defaultNames: NameLimits = { floorMs: 5_000, maxConcurrent: 32, deadlineMs: 10_000 };
const defaultPool: PoolLimits = { maxPerOrigin: 64, maxIdle: 512, maxAgeMs: 300_000 };

const maxKnownUrls = 1024;
const maxKnownUrlLength = 1024;

/** One request on its way: what is known about it so far. */
interface Run {
  url: URL;
  host: string;
  key: string;
  request: HttpRequest;
  deadline: Deadline;
  timings: Partial<Timings>;
  trace: Omit<Trace, "timings">;
}

/**
 * The only way out of the server to addresses users choose. `request` never throws for anything a URL, a peer or the
 * network does; every such end is an `Outcome`. Redirects are not followed, nothing is decoded, and proxy settings of
 * the environment are not read.
 */
export class HttpClient {
  readonly #policy: Policy;
  readonly #names: Names;
  readonly #pool: Pool;
  readonly #handshakes = new TlsHandshakes();
  readonly #allowedUrls = new Map<string, UrlVerdict>();
  readonly #now: () => number;
  #requests = 0;
  #opened = 0;
  #reused = 0;
  #resends = 0;

  constructor(options: HttpClientOptions) {
    this.#policy = options.policy;
    this.#now = options.now ?? (() => performance.now());
    const nameLimits = { ...defaultNames, ...options.names };
    this.#names = new Names(options.resolve ?? createSystemResolver(), nameLimits, this.#now);
    this.#pool = new Pool({ ...defaultPool, ...options.pool }, this.#now);
  }

  async request(request: HttpRequest): Promise<Outcome> {
    this.#requests += 1;
    const startedAt = this.#now();
    const judged = this.#judge(request.url);
    if (judged.verdict === "refused") return refusedOutcome(refused(judged));
    const headers = judgeRequestHeaders(request.headers ?? {});
    if (headers.verdict === "refused") return refusedOutcome(refused(headers));
    const deadline = new Deadline(request.deadlineMs, request.signal);
    try {
      const run = startRun(judged.url, request, deadline);
      const result = await this.#send(run);
      return {
        ...result,
        trace: { ...run.trace, timings: { ...run.timings, totalMs: this.#now() - startedAt } },
      };
    } finally {
      deadline.close();
    }
  }

  counts(): HttpClientCounts {
    const { idle, open } = this.#pool.counts();
    return {
      requests: this.#requests,
      opened: this.#opened,
      reused: this.#reused,
      resends: this.#resends,
      nameQueries: this.#names.queries,
      idleConnections: idle,
      openConnections: open,
    };
  }

  /** Closes the connections that wait; requests on their way end as they would have. */
  close(): void {
    this.#pool.close();
  }

  /** The same few URLs are asked for all the time, and under one policy their verdict cannot change. */
  #judge(text: string): UrlVerdict {
    const known = this.#allowedUrls.get(text);
    if (known) return known;
    const judged = judgeUrl(text, this.#policy);
    if (judged.verdict === "refused" || text.length > maxKnownUrlLength) return judged;
    if (this.#allowedUrls.size >= maxKnownUrls) this.#allowedUrls.clear();
    this.#allowedUrls.set(text, judged);
    return judged;
  }

  async #send(run: Run): Promise<Result> {
    const first = await this.#sendOnce(run, false);
    if (isFailure(first)) return first;
    // A receiver may close a waiting connection just as we write to it. Nothing was answered and ids are stable, so
    // one more try at once is safe; on a new connection the same end is the receiver's answer.
    if (!first.isUnanswered || run.trace.connection !== "reused") return first.result;
    this.#resends += 1;
    run.trace.resends += 1;
    const second = await this.#sendOnce(run, true);
    return isFailure(second) ? second : second.result;
  }

  async #sendOnce(run: Run, isFresh: boolean): Promise<Exchange | Failure> {
    run.deadline.phase = "queue";
    const connection = await this.#connect(run, isFresh);
    if (isFailure(connection)) return connection;
    run.trace.dialledAddress = connection.address;
    const sentAt = this.#now();
    const { request, deadline } = run;
    const done = await exchange(connection, {
      options: {
        method: request.method,
        path: run.url.pathname + run.url.search,
        headers: wireHeaders(request.headers ?? {}),
        body: request.body ?? null,
      },
      limits: request.responseLimits ?? defaultLimits,
      deadline,
      now: this.#now,
    });
    if (done.firstByteAt !== undefined) run.timings.firstByteMs = done.firstByteAt - sentAt;
    this.#pool.keep(run.key, connection);
    return done;
  }

  async #connect(run: Run, isFresh: boolean): Promise<Connection | Failure> {
    const askedAt = this.#now();
    const waited = this.#pool.acquire(run.key, run.deadline, isFresh);
    const grant = waited instanceof Promise ? await waited : waited;
    if (waited instanceof Promise) run.timings.queueMs = this.#now() - askedAt;
    if (isFailure(grant)) return grant;
    if (grant.kind === "reused") {
      this.#reused += 1;
      run.trace.connection = "reused";
      return grant.connection;
    }
    const opened = await this.#open(run);
    if (isFailure(opened)) this.#pool.drop(run.key);
    else {
      this.#opened += 1;
      run.trace.connection = "new";
    }
    return opened;
  }

  async #open(run: Run): Promise<Connection | Failure> {
    const addresses = await this.#judgedAddresses(run);
    if (isFailure(addresses)) return addresses;
    run.deadline.phase = "connect";
    const dialledAt = this.#now();
    const dialled = await dial(addresses, portOf(run.url), run.deadline);
    run.timings.connectMs = this.#now() - dialledAt;
    if (isFailure(dialled)) return dialled;
    run.trace.dialledAddress = dialled.address;
    if (!isPeer(dialled.socket, dialled.address)) {
      dialled.socket.destroy();
      return refused(refuse("R12", "the connection reached another address than the one that was checked"));
    }
    if (run.url.protocol === "http:") return new Connection(run.url.origin, dialled, this.#now());
    run.deadline.phase = "tls";
    const secureAt = this.#now();
    const secured = await this.#handshakes.secure(
      dialled.socket,
      run.host,
      run.request.tls ?? {},
      run.deadline,
    );
    run.timings.tlsMs = this.#now() - secureAt;
    if (isFailure(secured)) return secured;
    return new Connection(run.url.origin, { socket: secured.socket, address: dialled.address }, this.#now());
  }

  /** Every answer is judged and one bad answer refuses the name (R11); what is returned here is what is dialled. */
  async #judgedAddresses(run: Run): Promise<readonly string[] | Failure> {
    if (parseAddress(run.host)) return [run.host];
    const name = normalizeName(run.host);
    if (isLocalhost(name)) return openLoopbacks(this.#policy);
    run.deadline.phase = "dns";
    const askedAt = this.#now();
    const answer = await orDeadline(this.#names.lookUp(name), run.deadline);
    run.timings.dnsMs = this.#now() - askedAt;
    if (isFailure(answer)) return answer;
    const isEveryAllowed = answer.addresses.every(
      (address) => judgeAddress(address, this.#policy).verdict === "allowed",
    );
    if (isEveryAllowed) return answer.addresses;
    return refused(
      refuse("R11", `${name} leads to an address that may not be reached; an operator can open its network`),
    );
  }
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  return new HttpClient(options);
}

function startRun(url: URL, request: HttpRequest, deadline: Deadline): Run {
  return {
    url,
    host: hostOf(url),
    key: `${url.origin} ${url.protocol === "https:" ? tlsKey(request.tls) : ""}`,
    request,
    deadline,
    timings: {},
    trace: { dialledAddress: undefined, connection: "none", resends: 0 },
  };
}

function refusedOutcome(result: Failure): Outcome {
  const trace: Trace = { timings: { totalMs: 0 }, dialledAddress: undefined, connection: "none", resends: 0 };
  return { ...result, trace };
}

function orDeadline<Value extends object>(
  wait: Promise<Value>,
  deadline: Deadline,
): Promise<Value | Failure> {
  return new Promise((resolve, reject) => {
    deadline.onEnd(resolve);
    wait.then(resolve, reject);
  });
}

function portOf(url: URL): number {
  return url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
}

const plainText = /^[\t\x20-\x7e]*$/;

/** Characters beyond ASCII travel as UTF-8, which the transport writes byte by byte from a Latin-1 string. */
function wireHeaders(headers: Headers): string[] {
  const wire = ["accept-encoding", "identity"];
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() === "accept-encoding") continue;
    wire.push(name, plainText.test(value) ? value : Buffer.from(value, "utf8").toString("latin1"));
  }
  return wire;
}
