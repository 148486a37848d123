import { createAlertmanager, type Product, startProduct } from "../product.ts";
import { judge, type Row } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { percentile } from "../statistics.ts";

const requests = 120;

/** Pages of alert groups through the API, narrowed in the ways that people use, at many groups. */
export async function measureList(settings: BenchSettings): Promise<Row[]> {
  const product = await startProduct();
  try {
    for (const name of ["First", "Second", "Third"]) await createAlertmanager(product, name);
    await seedGroups(product, settings.listedGroups);
    const groups = settings.listedGroups.toLocaleString("en-US");
    const groupFilters = await listFilters(product);
    return [
      await toRow(product, {
        what: `alert-group list with filter at ${groups} groups, p95`,
        paths: groupFilters.map((filter) => `/alert_groups/?${filter}`),
      }),
      await toRow(product, {
        what: `search in the text of alerts at ${groups} groups, p95`,
        paths: searches.map((search) => `/alerts/?${search}`),
      }),
    ];
  } finally {
    await product.stop();
  }
}

const searches = ["search=database-77", "search=never-in-any-alert", "search=DISK"];

async function listFilters({ database }: Product): Promise<string[]> {
  const { rows } = await database.query<{ public_id: string }>(
    "select public_id from integrations order by id",
  );
  const ofEach = rows.flatMap(({ public_id: id }) => [
    `integration_id=${id}`,
    `integration_id=${id}&state=new`,
    `integration_id=${id}&state=acknowledged&page=3`,
  ]);
  const states = ["new", "acknowledged", "resolved", "silenced"].map((state) => `state=${state}`);
  const labels = ["label=team:storage", "label=team:storage&label=instance:database-77&state=resolved"];
  return ["", ...ofEach, ...states, ...labels, "started_at=2026-01-01T00:00:00_2026-01-02T00:00:00"];
}

/** Groups with one alert each, spread over a year, integrations, states and labels; most are resolved, as they are in life. */
async function seedGroups({ database }: Product, count: number): Promise<void> {
  await database.query(
    `insert into alert_groups (id, first_alert_id, last_alert_id, public_id, integration_id, route_id, grouping_key, is_open, status, title, alerts_count,
       labels, started_at, last_alert_at, acknowledged_at, acknowledged_by, silenced_at, resolved_at, resolved_by)
     select n, n, n, 'I' || upper(substr(md5(n::text), 1, 12)) || n, r.integration_id, r.id, decode(md5(n::text), 'hex'),
       state <> 'resolved', state, 'DiskWillFillSoon (database-' || n % 1000 || ')', 1,
       jsonb_build_object('team', (array['storage', 'network', 'shop', 'search'])[1 + n % 4],
         'instance', 'database-' || n % 1000),
       at, at, case when state = 'acknowledged' then at end, case when state = 'acknowledged' then 'source' end,
       case when state = 'silenced' then at end, case when state = 'resolved' then at end,
       case when state = 'resolved' then 'source' end
     from (select n, timestamptz '2026-06-01' - n * interval '30 seconds' as at,
         case n / 7 % 50 when 0 then 'firing' when 1 then 'acknowledged' when 2 then 'silenced'
           else 'resolved' end as state from generate_series(1, $1::int) n) made
     join (select id, integration_id, row_number() over (order by id) as place, count(*) over () as total from routes) r
       on r.place = 1 + n % r.total`,
    [count],
  );
  await database.query(
    `insert into alerts (id, public_id, group_id, created_at, payload)
     select id, 'A' || substr(public_id, 2), id, started_at,
       '{"status":"firing","commonLabels":{"alertname":"DiskWillFillSoon","instance":"' || (labels->>'instance') || '"}}'
     from alert_groups`,
  );
  await database.query("vacuum analyze alert_groups, alerts");
}

async function toRow({ api }: Product, list: { what: string; paths: readonly string[] }): Promise<Row> {
  const times: number[] = [];
  let slowest = { path: "", ms: 0 };
  for (let number = 0; number < requests; number += 1) {
    const path = list.paths[number % list.paths.length] ?? "";
    const startedAt = performance.now();
    await api.call("GET", path);
    const ms = performance.now() - startedAt;
    times.push(ms);
    if (ms > slowest.ms) slowest = { path, ms };
  }
  times.sort((one, other) => one - other);
  const p95 = percentile(times, 0.95);
  return {
    what: list.what,
    measured: `p50 ${percentile(times, 0.5).toFixed(1)} ms; slowest ${slowest.ms.toFixed(0)} ms (${slowest.path})`,
    result: `${p95.toFixed(1)} ms`,
    atLeast: "150 ms",
    aim: "50 ms",
    verdict: judge(p95, { atLeast: 150, aim: 50, isMoreBetter: false }),
  };
}
