import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { Instant } from "../../platform/instant.ts";
import type { DoneStep, FirstSteps, StepName, StepObject } from "./model.ts";

/** Something that happened, before it is noted. */
export interface Sighting {
  step: StepName;
  at: Instant;
  object: StepObject;
}

interface NotedRow {
  step: StepName | "dismissed";
  at: Instant;
  kind: StepObject["kind"];
  publicId: string;
  name: string | null;
  isConfirmed: boolean;
}

/** What was noted so far. */
export async function readNoted(db: Connection): Promise<FirstSteps> {
  const result = await sql<NotedRow>`
    select f.step, f.at, f.object_type as kind, f.object_id as "publicId", f.is_confirmed as "isConfirmed",
      coalesce(nullif(g.title, ''), w.name) as name
    from first_steps f
    left join alert_groups g on f.object_type = 'alert group' and g.public_id = f.object_id
    left join webhooks w on f.object_type = 'webhook' and w.public_id = f.object_id and w.deleted_at is null`.execute(
    db,
  );
  return {
    done: result.rows.flatMap(({ step, at, kind, publicId, name, isConfirmed }): DoneStep[] =>
      step === "dismissed" ? [] : [{ step, at, object: { kind, publicId }, name, isConfirmed }],
    ),
    isDismissed: result.rows.some(({ step }) => step === "dismissed"),
  };
}

/** Notes the first time only. */
export async function noteStep(
  db: Connection,
  { step, at, object }: Sighting,
  isConfirmed = false,
): Promise<void> {
  await sql`
    insert into first_steps (step, at, object_type, object_id, is_confirmed)
    values (${step}, ${at}, ${object.kind}, ${object.publicId}, ${isConfirmed})
    on conflict (step) do nothing`.execute(db);
}

export async function setDismissed(db: Connection, isDismissed: boolean): Promise<void> {
  if (isDismissed) {
    await sql`insert into first_steps (step) values ('dismissed') on conflict (step) do nothing`.execute(db);
  } else {
    await sql`delete from first_steps where step = 'dismissed'`.execute(db);
  }
}

/** Groups looked at, of the requests that are kept; the newest ones, for a first step is looked for while it is new. */
const lookedAtRequests = 200;
const lookedAtWebhooks = 100;
const lookedAtAttempts = 100;

interface DeliveredRow {
  publicId: string;
  at: Instant;
  isTitled: boolean;
  isRouted: boolean;
}

/**
 * Groups that real requests opened or reached, of the last requests that were handled, oldest first. Demo alerts never
 * were requests, so they are not among them.
 */
export async function findDeliveredGroups(db: Connection): Promise<DeliveredRow[]> {
  const result = await sql<DeliveredRow>`
    select g.public_id as "publicId", min(i.handled_at) as at,
      g.title <> '' and not g.template_errors @> '[{"slot": "web.title"}]' as "isTitled",
      coalesce(not r.is_default, false) as "isRouted"
    from (select id, handled_at, outcome from intake where status = 'done' order by id desc limit ${lookedAtRequests}) i
    cross join lateral jsonb_array_elements_text(i.outcome->'groups') as reached (id)
    join alert_groups g on g.public_id = reached.id
    left join routes r on r.id = g.route_id
    group by g.id, r.is_default
    order by min(i.handled_at), g.id`.execute(db);
  return result.rows;
}

/** The webhook that was answered with 2xx first, of the last tries of each; a test counts, for it is answered as well. */
export async function findAnsweredWebhook(
  db: Connection,
): Promise<{ publicId: string; at: Instant } | undefined> {
  const result = await sql<{ publicId: string; at: Instant }>`
    select w.public_id as "publicId", a.started_at as at
    from (select id, public_id from webhooks where deleted_at is null order by id limit ${lookedAtWebhooks}) w
    cross join lateral (
      select started_at, response_status from attempts where webhook_id = w.id
      order by started_at desc limit ${lookedAtAttempts}) a
    where a.response_status between 200 and 299
    order by a.started_at limit 1`.execute(db);
  return result.rows[0];
}
