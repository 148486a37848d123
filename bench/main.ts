/**
 * Measures the server against bare yardsticks on the same machine in the same run: `npm run bench`, `-- --quick` for
 * about a minute, `-- --only intake,deliver` for parts, `-- --only full` for large tables, `-- --only pace` for a rate limit,
 * `-- --profile DIR` for CPU profiles of the server.
 */
import { parseArgs } from "node:util";
import { describeEnvironment } from "./environment.ts";
import { measureBacklog } from "./measures/backlog.ts";
import { measureDeliveries, measureStatements } from "./measures/deliver.ts";
import { measureFlood } from "./measures/flood.ts";
import { measureFullTables } from "./measures/full-tables.ts";
import { measureIntake } from "./measures/intake.ts";
import { measureIsolation } from "./measures/isolation.ts";
import { measureAlertToWebhook, measureAnswerTime } from "./measures/latency.ts";
import { measureList } from "./measures/list.ts";
import { measureOverload } from "./measures/overload.ts";
import { measurePace } from "./measures/pace.ts";
import { measureServers } from "./measures/servers.ts";
import { measureStart } from "./measures/start.ts";
import { measureTemplate } from "./measures/template.ts";
import { type Row, showTable } from "./row.ts";
import { type BenchSettings, quickSettings, standardSettings } from "./settings.ts";

const parts: Readonly<Record<string, (settings: BenchSettings) => Promise<Row[]>>> = {
  template: async (settings) => measureTemplate(settings),
  start: measureStart,
  intake: measureIntakeAndAnswers,
  deliver: measureDeliveries,
  statements: measureStatements,
  latency: measureAlertToWebhook,
  flood: measureFlood,
  list: measureList,
  isolation: measureIsolation,
  backlog: measureBacklog,
  servers: measureServers,
  overload: measureOverload,
  pace: measurePace,
  full: measureFullTables,
};

/** Filling tables and keeping to a pace take minutes, so these parts are measured only when they are asked for. */
const longParts: ReadonlySet<string> = new Set(["pace", "full"]);

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", default: usualParts() },
    profile: { type: "string" },
  },
});

const settings = { ...(values.quick ? quickSettings : standardSettings), profileDir: values.profile ?? null };
const chosen = values.only.split(",").map((name) => {
  const measure = parts[name];
  if (!measure) throw new Error(`there is no part "${name}"; choose from ${Object.keys(parts).join(", ")}`);
  return { name, measure };
});

console.log(await describeEnvironment());
const rows: Row[] = [];
let hasFailed = false;
for (const { name, measure } of chosen) {
  const startedAt = performance.now();
  try {
    rows.push(...(await measure(settings)));
    console.error(`${name}: measured in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  } catch (error) {
    hasFailed = true;
    console.error(`${name}: could not be measured:`, error);
  }
}
console.log(`\n${showTable(rows)}`);
process.exitCode = hasFailed ? 1 : 0;

function usualParts(): string {
  return Object.keys(parts)
    .filter((name) => !longParts.has(name))
    .join(",");
}

/** Half load is half of what was received, so the two belong together. */
async function measureIntakeAndAnswers(chosenSettings: BenchSettings): Promise<Row[]> {
  const intake = await measureIntake(chosenSettings);
  return [...intake.rows, ...(await measureAnswerTime(chosenSettings, intake.received))];
}
