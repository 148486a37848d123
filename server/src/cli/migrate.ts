import { readConfig } from "../config.ts";
import { openStorageBesideServer } from "../database.ts";
import { createLogger } from "../platform/log.ts";
import { type Command, exitCodes, readOptions } from "./command.ts";

export const migrateCommand: Command = {
  name: "migrate",
  usage: "",
  summary: "Bring the database to this version's schema, then exit.",
  help: "A server does the same when it starts. Uses TOCSIN_DATABASE_URL, or the embedded PostgreSQL of TOCSIN_DATA_DIR.",
  async run(words) {
    readOptions(words, {});
    const config = readConfig(process.env);
    const storage = await openStorageBesideServer(config, createLogger(config.logLevel));
    await storage.stop();
    console.log("The database is up to date.");
    return exitCodes.done;
  },
};
