export { type Address, type Cidr, cidrContains, parseAddress } from "./address.ts";
export { checkUrls } from "./check-urls.ts";
export {
  createHttpClient,
  type HttpClient,
  type HttpClientCounts,
  type HttpClientOptions,
  type HttpRequest,
  type Method,
} from "./client.ts";
export type { ResponseLimits } from "./exchange.ts";
export { fetchText } from "./fetch-text.ts";
export { judgeAddress } from "./judge-address.ts";
export { type Headers, judgeHeaders } from "./judge-headers.ts";
export { judgeHost } from "./judge-host.ts";
export { judgeUrl, type UrlVerdict } from "./judge-url.ts";
export type { NameLimits, Resolve } from "./names.ts";
export type {
  Breakage,
  ConnectFailure,
  DnsFailure,
  Failure,
  Outcome,
  Phase,
  Response,
  Result,
  Timings,
  TlsFailure,
  Trace,
} from "./outcome.ts";
export {
  closedPolicy,
  createPolicy,
  type OwnOrigin,
  type Policy,
  type PolicySource,
  parseCidrList,
  parseNameList,
  type Refusal,
  type Rule,
  type Verdict,
} from "./policy.ts";
export type { PoolLimits } from "./pool.ts";
export { findTlsMistake, type TlsOptions } from "./secure.ts";
