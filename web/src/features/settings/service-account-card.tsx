import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { components } from "../../api/schema.d.ts";
import { ConfirmButton } from "../../components/confirm-button.tsx";
import { Time } from "../../components/time.tsx";
import { AccountTokens } from "./account-tokens.tsx";
import { deleteServiceAccount } from "./api/delete-service-account.ts";
import { useSettingsChange } from "./use-settings-change.ts";

/** A service account; its tokens are shown when asked for. */
export function ServiceAccountCard({ account }: { account: components["schemas"]["ServiceAccount"] }) {
  const { id, name, role, tokens_count: count, last_used_at: lastUsedAt } = account;
  const [isOpen, { toggle }] = useDisclosure(false);
  const remove = useSettingsChange({
    mutationFn: () => deleteServiceAccount(id),
    done: `Service account "${name}" is deleted.`,
  });
  return (
    <Paper withBorder p="sm" mb="xs" component="section" aria-label={name}>
      <Group justify="space-between" gap="sm">
        <Stack gap={0} miw={0} flex="1 1 200px">
          <Title order={2} size="md">
            {name}
          </Title>
          <Text size="sm" c="dimmed">
            {role} · {lastUsedAt ? "last used " : "never used"}
            {lastUsedAt && <Time at={lastUsedAt} />}
          </Text>
        </Stack>
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={toggle} aria-expanded={isOpen}>
            {count === 1 ? "1 token" : `${count} tokens`}
          </Button>
          <ConfirmButton
            size="xs"
            question={`Delete "${name}"?`}
            consequence="All its tokens stop at once, on every server. What it did keeps its name."
            confirmLabel="Delete service account"
            loading={remove.isPending}
            onConfirm={() => remove.mutate(undefined)}
          >
            Delete
          </ConfirmButton>
        </Group>
      </Group>
      {isOpen && <AccountTokens accountId={id} />}
    </Paper>
  );
}
