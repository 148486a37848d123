import { Button, Code, Group, Stack, TextInput } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import type { components } from "../../api/schema.d.ts";
import { ConfirmButton } from "../../components/confirm-button.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { ShownSecret } from "../../components/shown-secret.tsx";
import { LastUse } from "./last-use.tsx";
import { RecordTable } from "./record-table.tsx";
import { useSettingsChange } from "./use-settings-change.ts";

type ListedToken = components["schemas"]["ServiceAccountToken"];

interface TokenListProps {
  tokens: UseInfiniteQueryResult<ListedToken[]>;
  make: (name: string) => Promise<{ token: string }>;
  revoke: (id: string) => Promise<unknown>;
}

/** The tokens of one account, and a form for the next one. */
export function TokenList({ tokens, make, revoke }: TokenListProps) {
  const [secret, setSecret] = useState<string>();
  const columns = [
    { label: "Token", show: ({ name }: ListedToken) => name },
    { label: "Begins", show: ({ hint }: ListedToken) => <Code>{hint}…</Code> },
    { label: "Last used", show: (token: ListedToken) => <LastUse token={token} /> },
    {
      label: "Actions",
      show: (token: ListedToken) => token.revoked_at === null && <Revoke revoke={revoke} token={token} />,
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
      <NewToken make={make} onMade={setSecret} />
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

function NewToken({ make, onMade }: Pick<TokenListProps, "make"> & { onMade: (secret: string) => void }) {
  const [name, setName] = useState("");
  const making = useSettingsChange({
    mutationFn: () => make(name.trim()),
    onSuccess: ({ token }) => {
      onMade(token);
      setName("");
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") making.mutate(undefined);
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
        <Button type="submit" variant="default" disabled={name.trim() === ""} loading={making.isPending}>
          Make token
        </Button>
      </Group>
    </form>
  );
}

function Revoke({ revoke, token: { id, name } }: Pick<TokenListProps, "revoke"> & { token: ListedToken }) {
  const revoking = useSettingsChange({
    mutationFn: () => revoke(id),
    done: `Token "${name}" is revoked.`,
  });
  return (
    <ConfirmButton
      size="xs"
      question={`Revoke "${name}"?`}
      consequence="Whatever uses it is refused from now on, on every server. A revoked token does not come back."
      confirmLabel="Revoke token"
      loading={revoking.isPending}
      onConfirm={() => revoking.mutate(undefined)}
    >
      Revoke
    </ConfirmButton>
  );
}
