import { useInfiniteQuery } from "@tanstack/react-query";
import { createAccountToken } from "./api/create-account-token.ts";
import { accountTokenListQuery } from "./api/list-account-tokens.ts";
import { revokeAccountToken } from "./api/revoke-account-token.ts";
import { TokenList } from "./token-list.tsx";

/** The tokens of a service account. */
export function AccountTokens({ accountId }: { accountId: string }) {
  return (
    <TokenList
      tokens={useInfiniteQuery(accountTokenListQuery(accountId))}
      make={(name) => createAccountToken(accountId, name)}
      revoke={(id) => revokeAccountToken(accountId, id)}
    />
  );
}
