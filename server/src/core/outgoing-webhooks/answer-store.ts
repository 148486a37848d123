import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { Instant } from "../../platform/instant.ts";

/** A message that can show what other webhooks were answered about the same group or incident. */
export interface Curious {
  groupId: number | null;
  incidentId: number | null;
  /** No answer is older. */
  subjectBeganAt: Instant;
  now: Instant;
}

export interface Answer {
  webhookPublicId: string;
  body: string;
}

export interface Answers {
  about(subject: Pick<Curious, "groupId" | "incidentId">): readonly Answer[];
}

/** The latest answer of every webhook about the subjects of these messages. */
export async function findAnswers(db: Connection, curious: readonly Curious[]): Promise<Answers> {
  const byGroup = await findBy(
    db,
    "group_id",
    toSubjects(curious, ({ groupId }) => groupId),
  );
  const byIncident = await findBy(
    db,
    "incident_id",
    toSubjects(curious, ({ incidentId }) => incidentId),
  );
  return {
    about: ({ groupId, incidentId }) =>
      (incidentId === null ? byGroup.get(groupId ?? 0) : byIncident.get(incidentId)) ?? [],
  };
}

interface Subject {
  id: number;
  beganAt: Instant;
  now: Instant;
}

function toSubjects(curious: readonly Curious[], idOf: (of: Curious) => number | null): Subject[] {
  return curious.flatMap((each) => {
    const id = idOf(each);
    return id === null ? [] : [{ id, beganAt: each.subjectBeganAt, now: each.now }];
  });
}

/** What one message can show of answers, the newest ones: receivers that send back what they got would multiply it. */
const mostAnswerBytes = 131_072;

/** A statement of its own: its bounds in time must be known when it is planned, only then other days are left out. */
async function findBy(
  db: Connection,
  column: "group_id" | "incident_id",
  subjects: readonly Subject[],
): Promise<Map<number, Answer[]>> {
  const [first] = subjects;
  if (!first) return new Map();
  const ids = [...new Set(subjects.map(({ id }) => id))];
  const since = subjects.map(({ beganAt }) => beganAt).reduce((one, other) => (one < other ? one : other));
  const result = await sql<Answer & { subjectId: number }>`
    select subject_id as "subjectId", webhook_public_id as "webhookPublicId", response_body as body from (
      select s.id as subject_id, w.public_id as webhook_public_id, latest.response_body,
        sum(octet_length(latest.response_body)) over (partition by s.id order by latest.started_at desc, w.id) as bytes
      from unnest(${ids}::bigint[]) as s (id)
      cross join webhooks w
      cross join lateral (
        select a.response_body, a.started_at from attempts a
        where a.${sql.ref(column)} = s.id and a.webhook_id = w.id and a.response_body is not null
          and a.result <> 'superseded' and a.started_at >= ${since}::timestamptz
          and a.started_at < ${first.now}::timestamptz + interval '1 minute'
        order by a.started_at desc limit 1) latest
      where w.deleted_at is null) answers
    where bytes <= ${mostAnswerBytes}`.execute(db);
  return Map.groupBy(result.rows, ({ subjectId }) => subjectId);
}
