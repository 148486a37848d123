import { Button, Code, Group, Stack, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { components } from "../../api/schema.d.ts";
import { ConfirmButton } from "../../components/confirm-button.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { ShownSecret } from "../../components/shown-secret.tsx";
import { createAccountToken } from "./api/create-account-token.ts";
import { accountTokenListQuery } from "./api/list-account-tokens.ts";
import { revokeAccountToken } from "./api/revoke-account-token.ts";
import { LastUse } from "./last-use.tsx";
import { RecordTable } from "./record-table.tsx";
import { useSettingsChange } from "./use-settings-change.ts";

type AccountToken = components["schemas"]["ServiceAccountToken"];

/** The tokens of a service account, and a form for the next one. */
export function AccountTokens({ accountId }: { accountId: string }) {
  const [secret, setSecret] = useState<string>();
  const tokens = useInfiniteQuery(accountTokenListQuery(accountId));
  const columns = [
    { label: "Token", show: ({ name }: AccountToken) => name },
    { label: "Begins", show: ({ hint }: AccountToken) => <Code>{hint}…</Code> },
    { label: "Last used", show: (token: AccountToken) => <LastUse token={token} /> },
    {
      label: "Actions",
      show: (token: AccountToken) =>
        token.revoked_at === null && <Revoke accountId={accountId} token={token} />,
    },
  ];
  return (
    <Stack gap="sm" mt="sm">
      {secret !== undefined && (
        <ShownSecret
          label="The new token"
          value={secret}
          note="It is shown this once. Copy it to where it is used."
          onClose={() => setSecret(undefined)}
        />
      )}
      <NewToken accountId={accountId} onMade={setSecret} />
      <QueryView query={tokens}>
        {(rows) =>
          rows.length > 0 && (
            <RecordTable
              label="Tokens"
              rows={rows}
              columns={columns}
              isDimmed={({ revoked_at }) => revoked_at !== null}
            />
          )
        }
      </QueryView>
      <ShowMore query={tokens} what="tokens" />
    </Stack>
  );
}

function NewToken({ accountId, onMade }: { accountId: string; onMade: (secret: string) => void }) {
  const [name, setName] = useState("");
  const make = useSettingsChange({
    mutationFn: () => createAccountToken(accountId, name.trim()),
    onSuccess: ({ token }) => {
      onMade(token);
      setName("");
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") make.mutate(undefined);
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          label="What a new token is for"
          maxLength={150}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          flex="1 1 200px"
          maw={320}
        />
        <Button type="submit" variant="default" disabled={name.trim() === ""} loading={make.isPending}>
          Make token
        </Button>
      </Group>
    </form>
  );
}

function Revoke({ accountId, token: { id, name } }: { accountId: string; token: AccountToken }) {
  const revoke = useSettingsChange({
    mutationFn: () => revokeAccountToken(accountId, id),
    done: `Token "${name}" is revoked.`,
  });
  return (
    <ConfirmButton
      size="xs"
      question={`Revoke "${name}"?`}
      consequence="Whatever uses it is refused from now on, on every server. A revoked token does not come back."
      confirmLabel="Revoke token"
      loading={revoke.isPending}
      onConfirm={() => revoke.mutate(undefined)}
    >
      Revoke
    </ConfirmButton>
  );
}
