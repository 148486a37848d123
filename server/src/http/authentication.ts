import type { Context } from "../core/context.ts";
import { authenticateToken, type Caller, findFirstAdmin, type TokenHolder } from "../core/people/index.ts";
import { secretsEqual } from "../platform/crypto/tokens.ts";

/** Finds out who sends an `Authorization` header. */
export type Authenticate = (authorization: string | undefined) => Promise<TokenHolder>;

/**
 * Reads an API token from the header: raw, as OnCall's clients send it, or behind `Bearer` or `Token`. The admin token
 * of the settings stands for the first admin, so that what it does has an author.
 */
export function createAuthenticate(ctx: Pick<Context, "db">, adminToken: string | undefined): Authenticate {
  return async (authorization) => {
    const token = tokenOf(authorization ?? "");
    if (token === "") return { kind: "unknown" };
    if (adminToken !== undefined && secretsEqual(token, adminToken)) {
      return { kind: "caller", caller: await adminCaller(ctx) };
    }
    return authenticateToken(ctx.db, token);
  };
}

function tokenOf(authorization: string): string {
  return authorization.trim().replace(/^(?:Bearer|Token) +/i, "");
}

async function adminCaller(ctx: Pick<Context, "db">): Promise<Caller> {
  const user = (await findFirstAdmin(ctx.db)) ?? null;
  return { user, role: "admin", label: `${user?.username ?? "nobody"} (admin token of the settings)` };
}
