import type { Action, Refusal as GroupRefusal, GroupStatus } from "../../core/alert-groups/index.ts";
import type { GroupFilter, LabelPair } from "../../core/alert-groups/search.ts";
import type { ApiRequest } from "./endpoint.ts";
import { isRecord } from "./fields.ts";
import { readParameter, readTeamFilter } from "./query.ts";
import { badRequest, notFound, Refusal } from "./refusals.ts";

/** The filter says `new` where answers say `firing`. */
const states = new Map<string, GroupStatus>([
  ["new", "firing"],
  ["acknowledged", "acknowledged"],
  ["resolved", "resolved"],
  ["silenced", "silenced"],
]);

/** @throws Refusal 400 */
export async function readGroupFilter(request: ApiRequest): Promise<GroupFilter> {
  const { query } = request;
  const id = readParameter(query, "id");
  const integrationId = readParameter(query, "integration_id");
  const routeId = readParameter(query, "route_id");
  const status = readState(query);
  const team = await readTeamFilter(request);
  const labels = readLabels(query);
  return {
    ...(id === undefined ? {} : { id }),
    ...(integrationId === undefined ? {} : { integrationId }),
    ...(routeId === undefined ? {} : { routeId }),
    ...(status === undefined ? {} : { status }),
    ...(team === undefined ? {} : { teamId: team?.id ?? null }),
    ...readStartedAt(query),
    ...(labels.length === 0 ? {} : { labels }),
  };
}

function readState(query: URLSearchParams): GroupStatus | undefined {
  const name = readParameter(query, "state");
  if (name === undefined) return undefined;
  const status = states.get(name.toLowerCase());
  if (status !== undefined) return status;
  throw new Refusal(400, { state: "Must be one of the following: new, acknowledged, resolved, silenced" });
}

const moment = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d`;
const range = new RegExp(`^(${moment})_(${moment})$`);

function readStartedAt(query: URLSearchParams): Pick<GroupFilter, "startedFrom" | "startedUntil"> {
  const text = readParameter(query, "started_at");
  if (text === undefined) return {};
  const [, from, until] = range.exec(text) ?? [];
  if (!isMoment(from) || !isMoment(until) || from > until) throw badRequest("Invalid range value");
  return { startedFrom: `${from}Z`, startedUntil: `${until}Z` };
}

/** Whether such a moment is in the calendar: 31 February is not. */
function isMoment(text: string | undefined): text is string {
  if (text === undefined) return false;
  const time = Date.parse(`${text}Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** `label=key:value`, any number of times; what has another form is ignored. */
function readLabels(query: URLSearchParams): LabelPair[] {
  return query.getAll("label").flatMap((entry) => {
    const [key, value, ...rest] = entry.split(":");
    return key && value && rest.length === 0 ? [[key, value] as const] : [];
  });
}

/** Reads `{"delay": seconds}`; -1 and 0 mean for ever. */
export function readSilence(body: unknown): Action {
  const delay = isRecord(body) ? body.delay : undefined;
  if (delay === undefined || delay === null) throw badRequest("delay is required");
  const seconds = typeof delay === "string" && /^\s*[-+]?\d+\s*$/.test(delay) ? Number(delay) : delay;
  if (typeof seconds !== "number" || !Number.isInteger(seconds) || seconds < -1 || seconds > longestSilence) {
    throw badRequest("invalid delay value");
  }
  return { kind: "silence", seconds: seconds <= 0 ? null : seconds };
}

/** A hundred years in seconds: dates beyond make sense to nobody. */
const longestSilence = 3_155_760_000;

/** Whether the body of a DELETE asks for more than wiping, which is the default. */
export function isDeleteMode(body: unknown): boolean {
  if (!isRecord(body)) throw new Refusal(400, "A dict with a `mode` key is expected");
  const { mode = "wipe" } = body;
  if (mode === "delete" || mode === "wipe") return mode === "delete";
  throw new Refusal(400, "Invalid mode");
}

/** A refused action in OnCall's words. */
export function refusedAction(action: Action["kind"], refusal: GroupRefusal): Refusal {
  switch (refusal) {
    case "not_found":
      return notFound();
    case "attached":
      return refused(action, "an attached");
    case "already_acknowledged":
    case "is_acknowledged":
      return refused(action, "an acknowledged");
    case "already_resolved":
    case "is_resolved":
      return refused(action, "a resolved");
    case "not_acknowledged":
      return refused(action, "an unacknowledged");
    case "not_resolved":
      return refused(action, "an unresolved");
    case "not_silenced":
      return refused(action, "an unsilenced");
    case "wiped":
      return refused(action, "a wiped");
  }
}

function refused(action: Action["kind"], what: string): Refusal {
  return badRequest(`Can't ${action} ${what} alert group`);
}
