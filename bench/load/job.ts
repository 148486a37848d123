/** What the load generator is to do; travels as JSON to its process. */
export interface LoadJob {
  /** With scheme, host, port and path. */
  url: string;
  connections: number;
  /** Ends after so many seconds, … */
  seconds: number;
  /** … or after so many requests. */
  most: number;
  /** Requests per second at fixed moments, however slow the answers; null: each as soon as the last is answered. */
  ratePerSecond: number | null;
  /** Alert groups that the alerts belong to, in turn. */
  groups: number;
  /** Number of the first alert, so that several jobs can make different groups. */
  firstNumber: number;
}

export interface LoadResult {
  /** Answered with 2xx. */
  accepted: number;
  /** Answered otherwise, or not at all. */
  failed: number;
  /** When the first request was due, in milliseconds since 1970, comparable between processes. */
  startedAtEpochMs: number;
  seconds: number;
  /** Milliseconds from the moment a request was due to its answer: median and 99th percentile. */
  p50Ms: number;
  p99Ms: number;
}
