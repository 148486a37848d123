import { readConfig } from "../config.ts";
import {
  createToken,
  ensureFirstAdmin,
  listUsers,
  type Role,
  roles,
  systemCaller,
  type User,
} from "../core/people/index.ts";
import { openStorageBesideServer, type Storage } from "../database.ts";
import { AppError } from "../platform/errors.ts";
import { createLogger } from "../platform/log.ts";
import { type Command, exitCodes, readOptions, UsageError } from "./command.ts";

export const tokenCreateCommand: Command = {
  name: "token create",
  usage: "[--name NAME] [--user USERNAME] [--role ROLE]",
  summary: "Make an API token and print it; it is shown this once.",
  help: `Options:
  --name NAME       what the token is for (default: "command line")
  --user USERNAME   whom it acts as (default: the first admin)
  --role ROLE       ${roles.join(", ")} (default: admin); never above the user's own role

Works while a server runs on the same data folder or database.`,
  async run(words) {
    const { values } = readOptions(words, {
      name: { type: "string", default: "command line" },
      user: { type: "string" },
      role: { type: "string", default: "admin" },
    });
    const role = readRole(values.role);
    const config = readConfig(process.env);
    const storage = await openStorageBesideServer(config, createLogger("warn"));
    try {
      const user = await findOwner(storage, values.user);
      if (!user) throw new AppError("not_found", `There is no user "${values.user}".`);
      const { token } = await createToken(storage, { caller: systemCaller, name: values.name, user, role });
      console.log(token);
      return exitCodes.done;
    } finally {
      await storage.stop();
    }
  },
};

async function findOwner(storage: Storage, username: string | undefined): Promise<User | undefined> {
  if (username === undefined) return ensureFirstAdmin(storage);
  const { items } = await listUsers(storage.db, { username }, { offset: 0, limit: 1 });
  return items[0];
}

function readRole(text: string): Role {
  const role = roles.find((known) => known === text);
  if (!role) throw new UsageError(`--role must be one of ${roles.join(", ")}.`);
  return role;
}
