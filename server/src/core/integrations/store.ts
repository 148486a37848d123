import { type SelectQueryBuilder, sql } from "kysely";
import pg from "pg";
import { z } from "zod";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { Tables } from "../../platform/db/tables.ts";
import type { IntegrationId, TeamId } from "../../platform/ids.ts";
import type { Page, Slice } from "../people/model.ts";
import { isSlotName, type SlotOverrides } from "../templates/index.ts";
import { collectingType, type Integration, type Label, labelSchema } from "./model.ts";

export interface NewIntegration {
  publicId: string;
  token: string;
  type: string;
  name: string;
  descriptionShort: string | null;
  teamId: TeamId | null;
  templates: SlotOverrides;
  labels: readonly Label[];
  dynamicLabels: readonly Label[];
}

export interface IntegrationFilter {
  name?: string;
  /** Null: integrations of no team. */
  teamId?: TeamId | null;
}

export type IntegrationRowValues = Pick<
  NewIntegration,
  "name" | "descriptionShort" | "teamId" | "labels" | "dynamicLabels"
> & { templates?: SlotOverrides };

/** Undefined when the team has an integration of this name. */
export async function insertIntegration(
  tx: Transaction,
  integration: NewIntegration,
): Promise<IntegrationId | undefined> {
  const row = await tx
    .insertInto("integrations")
    .values({
      public_id: integration.publicId,
      token: integration.token,
      type: integration.type,
      name: integration.name,
      description_short: integration.descriptionShort,
      team_id: integration.teamId,
      templates: JSON.stringify(integration.templates),
      labels: JSON.stringify(integration.labels),
      dynamic_labels: JSON.stringify(integration.dynamicLabels),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row && (row.id as IntegrationId);
}

/** An integration that is not deleted and not one of the hidden ones of maintenance. */
export async function findIntegration(db: Connection, publicId: string): Promise<Integration | undefined> {
  const row = await selectIntegrations(db).where("integrations.public_id", "=", publicId).executeTakeFirst();
  return row && toIntegration(row);
}

/** The same, its row held until the end of the transaction. */
export async function lockIntegration(tx: Transaction, id: IntegrationId): Promise<Integration | undefined> {
  const row = await selectIntegrations(tx)
    .where("integrations.id", "=", id)
    .forNoKeyUpdate("integrations")
    .executeTakeFirst();
  return row && toIntegration(row);
}

/** Integrations that are not deleted, in the order they were made. */
export async function listIntegrations(
  db: Connection,
  filter: IntegrationFilter,
  slice: Slice,
): Promise<Page<Integration>> {
  const matching = filterIntegrations(selectIntegrations(db), filter);
  const [rows, total] = await Promise.all([
    matching.orderBy("integrations.id").limit(slice.limit).offset(slice.offset).execute(),
    matching.clearSelect().select(sql<number>`count(*)`.as("count")).executeTakeFirstOrThrow(),
  ]);
  return { items: rows.map(toIntegration), count: total.count };
}

export async function findNamesBeginningWith(db: Connection, start: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom("integrations")
    .select("name")
    .where("deleted_at", "is", null)
    .where(sql<boolean>`starts_with(name, ${start})`)
    .execute();
  return new Set(rows.map((row) => row.name));
}

/** Whether another integration of this team has this name. */
export async function isNameTaken(
  tx: Transaction,
  of: { id: IntegrationId; name: string; teamId: TeamId | null },
): Promise<boolean> {
  const row = await tx
    .selectFrom("integrations")
    .select("id")
    .where("name", "=", of.name)
    .where(sql<boolean>`team_id is not distinct from ${of.teamId}`)
    .where("id", "<>", of.id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a change lost the race for its name. */
export function isNameClash(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === "integrations_name";
}

/** New templates also forget the last template failure: it may be mended. */
export async function updateIntegrationRow(
  tx: Transaction,
  id: IntegrationId,
  values: IntegrationRowValues,
): Promise<void> {
  const { templates } = values;
  await tx
    .updateTable("integrations")
    .set({
      name: values.name,
      description_short: values.descriptionShort,
      team_id: values.teamId,
      labels: JSON.stringify(values.labels),
      dynamic_labels: JSON.stringify(values.dynamicLabels),
      ...(templates === undefined ? {} : { templates: JSON.stringify(templates), template_error: null }),
    })
    .where("id", "=", id)
    .execute();
}

/** Its alert groups stay, its name is free again, its URL answers no more. Whether there was one to delete. */
export async function markIntegrationDeleted(tx: Transaction, id: IntegrationId): Promise<boolean> {
  const row = await tx
    .updateTable("integrations")
    .set({ deleted_at: sql`now()` })
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

function selectIntegrations(db: Connection) {
  return db
    .selectFrom("integrations")
    .leftJoin("teams", "teams.id", "integrations.team_id")
    .select([
      "integrations.id",
      "integrations.public_id",
      "integrations.token",
      "integrations.type",
      "integrations.name",
      "integrations.description_short",
      "integrations.team_id",
      "teams.public_id as team_public_id",
      "integrations.templates",
      "integrations.labels",
      "integrations.dynamic_labels",
    ])
    .where("integrations.deleted_at", "is", null)
    .where("integrations.type", "<>", collectingType);
}

type IntegrationRow = Awaited<ReturnType<ReturnType<typeof selectIntegrations>["executeTakeFirstOrThrow"]>>;

function filterIntegrations<Scope extends Tables & { teams: object }, Output>(
  query: SelectQueryBuilder<Scope, "integrations", Output>,
  filter: IntegrationFilter,
): SelectQueryBuilder<Scope, "integrations", Output> {
  let matching = query;
  if (filter.name !== undefined) matching = matching.where(sql`integrations.name`, "=", filter.name);
  if (filter.teamId === null) matching = matching.where(sql`integrations.team_id`, "is", null);
  else if (filter.teamId !== undefined)
    matching = matching.where(sql`integrations.team_id`, "=", filter.teamId);
  return matching;
}

const templatesSchema = z.record(z.string(), z.string());
const labelsSchema = z.array(labelSchema);

function toIntegration(row: IntegrationRow): Integration {
  const hasTeam = row.team_id !== null && row.team_public_id !== null;
  return {
    id: row.id as IntegrationId,
    publicId: row.public_id,
    token: row.token,
    type: row.type,
    name: row.name,
    descriptionShort: row.description_short,
    team: hasTeam ? { id: row.team_id as TeamId, publicId: row.team_public_id ?? "" } : null,
    templates: toOverrides(row.templates),
    labels: labelsSchema.parse(row.labels),
    dynamicLabels: labelsSchema.parse(row.dynamic_labels),
  };
}

function toOverrides(stored: object): SlotOverrides {
  const texts = Object.entries(templatesSchema.parse(stored));
  return Object.fromEntries(texts.filter(([slot]) => isSlotName(slot)));
}
