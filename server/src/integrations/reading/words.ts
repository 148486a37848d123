import type { Severity, Signal } from "../../core/integrations/facts.ts";

const severityWords: Readonly<Record<Severity, ReadonlySet<string>>> = {
  critical: wordSet(
    "critical crit fatal emergency emerg disaster severe urgent panic blocker outage page down unavailable high highest p0 p1 sev0 sev1",
  ),
  error: wordSet("error errors err major failure failed p2 sev2"),
  warning: wordSet("warning warn minor medium moderate average degraded p3 sev3"),
  info: wordSet(
    "info information informational notice debug trivial low lowest none ok normal success p4 p5 sev4 sev5",
  ),
};

const negations = wordSet("not no non never without isn");
/** Words that say what it is about, not how it stands. */
const nouns = wordSet("alert alarm incident issue problem event monitor trigger check status state");
const firingWords = wordSet(
  "alerting firing fired triggered retriggered open opened reopened reopen active activated created new started failing failed fail failure error critical warning down offline broken abnormal unhealthy unresolved degraded expired revoked unacknowledged unacked",
);
const endedWords = wordSet("resolved recovered recovery closed cleared fixed deactivated");
const wellWords = wordSet(
  "ok okay up online normal healthy inactive success successful succeeded passed resolve resolves recover recovers close clear",
);
const acknowledgedWords = wordSet(
  "ack acks acked acknowledge acknowledged acknowledges acknowledgement acknowledgment",
);

/**
 * The severity that a vendor's word names, by whole words, the gravest one of several; undefined when none is known or
 * when it is negated ("non-critical").
 */
export function severityOf(word: string | undefined): Severity | undefined {
  const words = affirmed(
    tokensOf((word ?? "").replace(/\b(p|sev)(?:erity|riority)?[\s_-]*(\d)\b/gi, "$1$2")),
  );
  for (const [severity, known] of Object.entries(severityWords) as [Severity, ReadonlySet<string>][]) {
    if (words.some((token) => known.has(token))) return severity;
  }
  return undefined;
}

/**
 * What a vendor's status, state or action says, by whole words; undefined when it says nothing known. "unresolved" and
 * "not ok" are firing, and an explicit end or acknowledgement wins over the noun beside it ("alert acknowledged").
 */
export function signalOf(word: string | undefined): Exclude<Signal, "note"> | undefined {
  const tokens = tokensOf(word ?? "");
  const isNegated = tokens.some((token, at) => negations.has(tokens[at - 1] ?? "") && isGoodNews(token));
  if (isNegated) return "firing";
  const words = affirmed(tokens);
  const isFiring = words.some((token) => firingWords.has(token));
  const edges = [words[0] ?? "", words.at(-1) ?? ""];
  if (
    words.some((token) => endedWords.has(token)) &&
    (!isFiring || edges.some((edge) => endedWords.has(edge)))
  )
    return "resolved";
  if (words.some((token) => acknowledgedWords.has(token))) return "acknowledged";
  if (isFiring) return "firing";
  if (words.some((token) => wellWords.has(token))) return "resolved";
  return words.some((token) => nouns.has(token)) ? "firing" : undefined;
}

function isGoodNews(token: string): boolean {
  return endedWords.has(token) || wellWords.has(token) || acknowledgedWords.has(token);
}

/** The words that no negation stands before. */
function affirmed(tokens: readonly string[]): string[] {
  return tokens.filter((_, at) => !negations.has(tokens[at - 1] ?? ""));
}

/** Lower-case words; camelCase is taken apart, capitals alone ("OK") are not. */
function tokensOf(text: string): string[] {
  return text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((token) => token !== "");
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
