import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { Instant } from "../../platform/instant.ts";
import { jsonbText, storableText } from "../../platform/storable-text.ts";
import type { Notice } from "./model.ts";

export async function insertNotice(tx: Transaction, { type, snapshot }: Notice): Promise<void> {
  await sql`insert into operator_notices (type, snapshot) values (${type}, ${jsonbText(snapshot)}::jsonb)`.execute(
    tx,
  );
}

/** A mail that one server alone may send until its claim ends. */
export interface ClaimedMail {
  id: number;
  notice: Notice;
  at: Instant;
  /** With this one, from 1. */
  tries: number;
  ageHours: number;
}

/** Takes the mail that has been due for longest. One of a server that died is due again when its claim ends. */
export async function claimMail(db: Connection, claimSeconds: number): Promise<ClaimedMail | undefined> {
  const result = await sql<{
    id: number;
    type: string;
    snapshot: object;
    at: Instant;
    tries: number;
    ageHours: number;
  }>`
    update operator_notices set mail_tries = mail_tries + 1,
      mail_claimed_until = now() + make_interval(secs => ${claimSeconds}::float8)
    where id = (
      select id from operator_notices
      where mailed_at is null and mail_given_up_at is null and mail_due_at <= now()
        and (mail_claimed_until is null or mail_claimed_until <= now())
      order by mail_due_at, id limit 1 for update skip locked)
    returning id, type, snapshot, at, mail_tries as tries,
      extract(epoch from now() - at)::float8 / 3600 as "ageHours"`.execute(db);
  const [row] = result.rows;
  if (!row) return undefined;
  const { id, type, snapshot, at, tries, ageHours } = row;
  // Only `insertNotice` writes them, each type with its snapshot.
  return { id, notice: { type, snapshot } as Notice, at, tries, ageHours };
}

export type MailEnd =
  | { kind: "sent" }
  | { kind: "again"; inSeconds: number; error: string }
  | { kind: "given up"; error: string };

/** Writes down how a try ended, unless a later one of another server decides. */
export async function finishMail(db: Connection, { id, tries }: ClaimedMail, end: MailEnd): Promise<void> {
  const error = end.kind === "sent" ? null : storableText(end.error);
  const inSeconds = end.kind === "again" ? end.inSeconds : 0;
  await sql`
    update operator_notices set mail_claimed_until = null, mail_error = ${error},
      mailed_at = case when ${end.kind === "sent"} then now() end,
      mail_given_up_at = case when ${end.kind === "given up"} then now() end,
      mail_due_at = now() + make_interval(secs => ${inSeconds}::float8)
    where id = ${id} and mail_tries = ${tries} and mailed_at is null`.execute(db);
}

export async function removeOldNotices(db: Connection, keepDays: number): Promise<void> {
  await sql`delete from operator_notices where at < now() - make_interval(days => ${keepDays})`.execute(db);
}
