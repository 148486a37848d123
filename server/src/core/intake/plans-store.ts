import { sql } from "kysely";
import type { Transaction } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import { readMapping } from "../integrations/mapping-store.ts";
import type { Label } from "../integrations/model.ts";
import { readOptions } from "../integrations/options-store.ts";
import { shareWindows } from "../maintenance/window-store.ts";
import type { MatchableRoute } from "../routes/rules.ts";
import type { SlotOverrides } from "../templates/index.ts";
import type { IntegrationPlan, SlotFailure } from "./model.ts";

interface PlanRow {
  id: IntegrationId;
  publicId: string;
  type: string;
  name: string;
  templates: SlotOverrides;
  routes: MatchableRoute[];
  mapping: unknown;
  options: unknown;
  labels: Label[];
  dynamicLabels: Label[];
  isMaintained: boolean;
}

/** Templates and ordered routes of these integrations, as they are now; deleted integrations included. */
export async function loadPlans(
  tx: Transaction,
  ids: readonly IntegrationId[],
): Promise<Map<IntegrationId, IntegrationPlan>> {
  const result = await sql<PlanRow>`
    /* prepared */ select i.id, i.public_id as "publicId", i.type, i.name, i.templates, i.mapping, i.options, i.labels,
      i.dynamic_labels as "dynamicLabels",
      exists (select from maintenance_windows m where m.integration_id = i.id and m.ends_at > now()) as "isMaintained",
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'publicId', r.public_id, 'isDefault', r.is_default,
          'kind', r.kind, 'expression', r.expression) order by r.is_default, r.position), '[]')
        from routes r where r.integration_id = i.id) as routes
    from integrations i where i.id = any(${ids}::bigint[])`.execute(tx);
  const maintained = result.rows.filter((row) => row.isMaintained).map((row) => row.id);
  const windows =
    maintained.length > 0 ? await shareWindows(tx, maintained) : new Map<IntegrationId, never>();
  return new Map(
    result.rows.map(({ isMaintained: _, ...row }) => [
      row.id,
      {
        ...row,
        mapping: readMapping(row.mapping),
        options: readOptions(row.options),
        maintenance: windows.get(row.id) ?? null,
      },
    ]),
  );
}

/** Remembers the last failed template of an integration, for its page. */
export async function saveTemplateErrors(
  tx: Transaction,
  failures: readonly (Pick<SlotFailure, "slot" | "message"> & { integrationId: IntegrationId })[],
): Promise<void> {
  await sql`
    update integrations i set template_error = jsonb_build_object('slot', f.slot, 'message', f.message, 'at', now())
    from unnest(${failures.map((failure) => failure.integrationId)}::bigint[],
      ${failures.map((failure) => failure.slot)}::text[], ${failures.map((failure) => failure.message)}::text[])
      as f (integration_id, slot, message)
    where i.id = f.integration_id`.execute(tx);
}
