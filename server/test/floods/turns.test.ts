import { sql } from "kysely";
import { expect, test } from "vitest";
import { handleIntakeBatch } from "../../src/core/intake/index.ts";
import { insertIntake } from "../../src/core/intake/store.ts";
import type { IntegrationId } from "../../src/platform/ids.ts";
import { newIntegration, useWorld } from "../api/support.ts";

const world = useWorld();

test("an alert comes to its group with the next batch, though thousands of another integration wait", async () => {
  const flood = await newIntegration(world.ctx, { name: "Flood" });
  const quiet = await newIntegration(world.ctx, { name: "Quiet" });
  const row = (id: IntegrationId) => ({
    integrationId: id,
    contentType: "application/json",
    body: Buffer.from('{"title":"x"}'),
    isAwaited: false,
  });
  await insertIntake(
    world.ctx.db,
    Array.from({ length: 5000 }, () => row(flood.id)),
  );
  await insertIntake(world.ctx.db, [row(quiet.id)]);
  const limits = { integrations: 32, rowsPerIntegration: 100, bytesPerIntegration: 1_000_000 };
  expect((await handleIntakeBatch(world.ctx, 0 as IntegrationId, limits)).handled).toBe(101);
  const groups = await sql<{ count: number }>`
    select count(*) as count from alert_groups where integration_id = ${quiet.id}`.execute(world.ctx.db);
  expect(groups.rows).toEqual([{ count: 1 }]);
});
