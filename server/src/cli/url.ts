import { readConfig } from "../config.ts";
import { checkUrls, createPolicy } from "../platform/http-client/index.ts";
import { type Command, exitCodes, readOptions } from "./command.ts";

export const urlCheckCommand: Command = {
  name: "url check",
  usage: "< URLS",
  summary: "Tell which URLs outgoing requests may reach, without connecting.",
  help: `Reads URLs from standard input, one a line, and prints for each "allowed" or "refused <rule> <reason>".
TOCSIN_ALLOW_PRIVATE_NETWORKS opens private networks. Exits 0 also when some are refused.`,
  async run(words) {
    readOptions(words, {});
    const config = readConfig(process.env);
    const policy = createPolicy({ allowedCidrs: config.allowedNetworks });
    process.stdin.setEncoding("utf8");
    await checkUrls(process.stdin, policy, (text) => process.stdout.write(text));
    return exitCodes.done;
  },
};
