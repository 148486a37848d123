import { Paper, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { createOwnToken } from "./api/create-own-token.ts";
import { ownTokenListQuery } from "./api/list-own-tokens.ts";
import { revokeOwnToken } from "./api/revoke-own-token.ts";
import { TokenList } from "./token-list.tsx";

/** Tokens for one's own scripts. */
export function OwnTokens() {
  return (
    <Paper withBorder p="sm" component="section" aria-label="Your API tokens">
      <Stack gap={0}>
        <Title order={2} size="md">
          Your API tokens
        </Title>
        <Text size="sm" c="dimmed">
          For scripts that act as you, with your rights. They stop when you are deactivated.
        </Text>
        <TokenList
          tokens={useInfiniteQuery(ownTokenListQuery)}
          make={createOwnToken}
          revoke={revokeOwnToken}
        />
      </Stack>
    </Paper>
  );
}
