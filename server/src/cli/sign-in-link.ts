import { readConfig } from "../config.ts";
import { createSignInLink, ensureFirstAdmin, listUsers, type User } from "../core/people/index.ts";
import { openStorageBesideServer, type Storage } from "../database.ts";
import { AppError } from "../platform/errors.ts";
import { createLogger } from "../platform/log.ts";
import { type Command, exitCodes, readOptions } from "./command.ts";

export const signInLinkCommand: Command = {
  name: "sign-in-link",
  usage: "[--user USERNAME]",
  summary: "Print a link that signs a person in, once, within an hour.",
  help: `Options:
  --user USERNAME   who is signed in (default: the first admin)

Works while a server runs on the same data folder or database. The link begins with TOCSIN_PUBLIC_URL, or with
http://TOCSIN_HOST:TOCSIN_PORT.`,
  async run(words) {
    const { values } = readOptions(words, { user: { type: "string" } });
    const config = readConfig(process.env);
    const storage = await openStorageBesideServer(config, createLogger("warn"));
    try {
      const user = await findUser(storage, values.user);
      const token = await createSignInLink(storage, user.id);
      console.log(`${config.publicUrl ?? `http://${config.host}:${config.port}`}/sign-in?token=${token}`);
      return exitCodes.done;
    } finally {
      await storage.stop();
    }
  },
};

async function findUser(storage: Storage, username: string | undefined): Promise<User> {
  if (username === undefined) return ensureFirstAdmin(storage);
  const { items } = await listUsers(storage.db, { username }, { offset: 0, limit: 1 });
  const [user] = items;
  if (!user) throw new AppError("not_found", `There is no user "${username}".`);
  return user;
}
