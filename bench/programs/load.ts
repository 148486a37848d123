/** The load generator as a process of its own: does the job in its first argument and prints the result as JSON. */
import { generate } from "../load/generate.ts";
import type { LoadJob } from "../load/job.ts";

const job = JSON.parse(process.argv[2] ?? "") as LoadJob;
process.stdout.write(JSON.stringify(await generate(job)));
