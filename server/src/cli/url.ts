import { readConfig } from "../config.ts";
import { outgoingPolicy } from "../outgoing-policy.ts";
import { checkUrls } from "../platform/http-client/index.ts";
import { type Command, exitCodes, readOptions } from "./command.ts";

export const urlCheckCommand: Command = {
  name: "url check",
  usage: "< URLS",
  summary: "Tell which URLs outgoing requests may reach, without connecting.",
  help: `Reads URLs from standard input, one a line, and prints for each "allowed" or "refused <rule> <reason>".
TOCSIN_ALLOW_PRIVATE_NETWORKS and TOCSIN_ALLOW_PRIVATE_NAMES open private ones; TOCSIN_PUBLIC_URL tells which\ningestion URLs are our own. Exits 0 also when some are refused.`,
  async run(words) {
    readOptions(words, {});
    const config = readConfig(process.env);
    const policy = outgoingPolicy(config, config.publicUrl);
    process.stdin.setEncoding("utf8");
    await checkUrls(process.stdin, policy, (text) => process.stdout.write(text));
    return exitCodes.done;
  },
};
