import { readConfig } from "../config.ts";
import { resealSecrets } from "../core/sealed-secrets/index.ts";
import { openStorageBesideServer } from "../database.ts";
import { createLogger } from "../platform/log.ts";
import { openSecretBox } from "../secret-box.ts";
import { type Command, exitCodes, readOptions } from "./command.ts";

export const secretsResealCommand: Command = {
  name: "secrets reseal",
  usage: "",
  summary: "Encrypt every stored secret with the newest key.",
  help: `To replace the key: put the new one before the old one in TOCSIN_SECRET_KEY ("new,old"), restart every server, run this,
then take the old one away. A key that was made in the data folder is the text of its file secret.key.

Works while servers run. Exits 1 when a secret was sealed with a key that is not given; those are left as they are.`,
  async run(words) {
    readOptions(words, {});
    const config = readConfig(process.env);
    const box = await openSecretBox(config);
    const storage = await openStorageBesideServer(config, createLogger("warn"));
    try {
      const { resealed, current, lost } = await resealSecrets(storage.db, box);
      console.log(`${resealed} sealed anew, ${current} had the newest key already.`);
      if (lost === 0) return exitCodes.done;
      console.error(
        `${lost} cannot be opened: they were sealed with a key that is not in TOCSIN_SECRET_KEY.`,
      );
      return exitCodes.failed;
    } finally {
      await storage.stop();
    }
  },
};
