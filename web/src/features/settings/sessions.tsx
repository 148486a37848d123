import { Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { endSessionsEverywhere, sessionQuery } from "../../api/session.ts";
import { ConfirmButton } from "../../components/confirm-button.tsx";
import { notifyError } from "../../components/notify.tsx";

/** The way out of every browser at once. */
export function Sessions() {
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: endSessionsEverywhere,
    onSuccess: () => client.setQueryData(sessionQuery.queryKey, null),
    onError: notifyError,
  });
  return (
    <Paper withBorder p="sm" component="section" aria-label="Sessions">
      <Stack gap="sm" align="flex-start">
        <Title order={2} size="md">
          Sessions
        </Title>
        <Text size="sm" c="dimmed">
          Lost a phone or used a computer that is not yours? API tokens go on; revoke those one by one.
        </Text>
        <ConfirmButton
          question="Sign out everywhere?"
          consequence="All your sessions end, this one too."
          confirmLabel="Sign out everywhere"
          loading={end.isPending}
          onConfirm={() => end.mutate()}
        >
          Sign out everywhere
        </ConfirmButton>
      </Stack>
    </Paper>
  );
}
