import { Button, Code, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { components } from "../../api/schema.d.ts";
import { ConfirmButton } from "../../components/confirm-button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { ShownSecret } from "../../components/shown-secret.tsx";
import { createToken } from "./api/create-token.ts";
import { tokenListQuery } from "./api/list-tokens.ts";
import { revokeToken } from "./api/revoke-token.ts";
import { LastUse } from "./last-use.tsx";
import { NameForm } from "./name-form.tsx";
import { RecordTable } from "./record-table.tsx";
import { useSettingsChange } from "./use-settings-change.ts";

type Token = components["schemas"]["Token"];

export function TokensPage() {
  const [isMaking, setMaking] = useState(false);
  const [secret, setSecret] = useState<string>();
  const tokens = useInfiniteQuery(tokenListQuery);
  return (
    <>
      <PageHeader
        title="API tokens"
        description="For scripts and tools that act as a person. Give a system that stays a service account."
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)} disabled={isMaking}>
            New token
          </Button>
        }
      />
      {secret !== undefined && (
        <ShownSecret
          label="The new token"
          value={secret}
          note="It is shown this once. Copy it to where it is used."
          onClose={() => setSecret(undefined)}
        />
      )}
      {isMaking && (
        <NameForm
          title="New API token"
          nameLabel="What it is for"
          submitLabel="Make token"
          description={<Text size="sm">It acts as you, and stops when you are deactivated.</Text>}
          initial={{ role: "admin" }}
          hasRole
          save={createToken}
          onSaved={({ token }) => {
            setSecret(token);
            setMaking(false);
          }}
          onCancel={() => setMaking(false)}
        />
      )}
      <QueryView query={tokens}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title="No API tokens">Make one for the first script that calls the API.</EmptyState>
          ) : (
            <RecordTable
              label="API tokens"
              rows={rows}
              columns={columns}
              isDimmed={({ revoked_at }) => revoked_at !== null}
            />
          )
        }
      </QueryView>
      <ShowMore query={tokens} what="tokens" />
    </>
  );
}

const columns = [
  { label: "Name", show: ({ name }: Token) => name },
  { label: "Begins", show: ({ hint }: Token) => <Code>{hint}…</Code> },
  { label: "Acts as", show: ({ username }: Token) => username ?? "nobody" },
  { label: "Role", show: ({ role }: Token) => role },
  { label: "Last used", show: (token: Token) => <LastUse token={token} /> },
  { label: "Actions", show: (token: Token) => token.revoked_at === null && <Revoke token={token} /> },
];

function Revoke({ token: { id, name } }: { token: Token }) {
  const revoke = useSettingsChange({
    mutationFn: () => revokeToken(id),
    done: `Token "${name}" is revoked.`,
  });
  return (
    <ConfirmButton
      size="xs"
      question={`Revoke "${name}"?`}
      consequence="Whatever uses it is refused from now on. A revoked token does not come back."
      confirmLabel="Revoke token"
      loading={revoke.isPending}
      onConfirm={() => revoke.mutate(undefined)}
    >
      Revoke
    </ConfirmButton>
  );
}
