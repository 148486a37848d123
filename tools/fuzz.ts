/** Throws random templates and payloads at both engines for a while: `npm run fuzz -- --seconds 60 --seed 7`. */
import { parseArgs } from "node:util";
import { runFuzz as fuzzGo } from "../packages/go-template/test/fuzz.ts";
import { runFuzz as fuzzJinja } from "../packages/jinja/test/fuzz.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "20" },
    seed: { type: "string", default: String(Date.now() % 1e9) },
  },
});
const seconds = Math.min(Number(values.seconds), 3600) / 2;
const seed = Number(values.seed);
console.log(`seed ${seed}, ${seconds} s for each engine`);
console.log("jinja:", await fuzzJinja({ seconds, seed }));
console.log("go-template:", await fuzzGo({ seconds, seed }));
