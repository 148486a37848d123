import { sql } from "kysely";
import type { Transaction } from "../../platform/db/database.ts";
import type { IntegrationId, TeamId } from "../../platform/ids.ts";
import { collectingType } from "../integrations/model.ts";

/** The hidden integration of a team that its collecting groups belong to. */
export async function findCollectingIntegration(
  tx: Transaction,
  teamId: TeamId | null,
): Promise<IntegrationId | undefined> {
  const result = await sql<{ id: IntegrationId }>`
    select id from integrations
    where type = ${collectingType} and team_id is not distinct from ${teamId} and deleted_at is null
    order by id limit 1`.execute(tx);
  return result.rows[0]?.id;
}
