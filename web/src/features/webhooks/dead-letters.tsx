import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useHasRole } from "../../api/session.ts";
import { ConfirmButton } from "../../components/confirm-button.tsx";
import { TextLink } from "../../components/links.tsx";
import { notifyDone, notifyError } from "../../components/notify.tsx";
import { Time } from "../../components/time.tsx";
import { deadLettersQuery, useDismiss, useRedrive } from "./api/dead-letters.ts";

/** What the server itself failed to deliver, until somebody sends it again or dismisses it; nothing when there is none. */
export function DeadLetters() {
  const { data } = useQuery(deadLettersQuery);
  const mayAct = useHasRole("admin");
  const [newest] = data?.items ?? [];
  if (!data || !newest) return null;
  const names = new Map(data.items.map(({ webhook }) => [webhook.id, webhook.name]));
  return (
    <Alert
      color="red"
      variant="outline"
      mb="md"
      icon={<IconAlertTriangle aria-hidden />}
      title={`${deliveries(data.count)} failed because of the server itself`}
    >
      <Stack gap="xs">
        <Text size="sm" component="div" style={{ overflowWrap: "anywhere" }}>
          No receiver is to blame. The newest was given up <Time at={newest.failed_at} />
          {newest.error ? `: ${newest.error}` : "."} To:{" "}
          {[...names].map(([id, name], index) => (
            <span key={id}>
              {index > 0 && ", "}
              <TextLink to="/webhooks/$id" params={{ id }} search={{ result: "failed" }}>
                {name}
              </TextLink>
            </span>
          ))}
          {data.next_cursor !== null && " and others"}
        </Text>
        {mayAct && <Deeds count={data.count} />}
      </Stack>
    </Alert>
  );
}

function Deeds({ count }: { count: number }) {
  const redrive = useRedrive();
  const dismiss = useDismiss();
  const sendAgain = () =>
    redrive.mutate(undefined, {
      onSuccess: ({ total, left }) =>
        notifyDone(
          `${deliveries(total)} sent again.${left > 0 ? ` ${deliveries(left)} stay: their webhooks are switched off.` : ""}`,
        ),
      onError: notifyError,
    });
  const forget = () =>
    dismiss.mutate(undefined, {
      onSuccess: ({ dismissed }) => notifyDone(`${deliveries(dismissed)} dismissed.`),
      onError: notifyError,
    });
  return (
    <Group gap="sm">
      <Button size="xs" loading={redrive.isPending} onClick={sendAgain}>
        Send again
      </Button>
      <ConfirmButton
        size="xs"
        loading={dismiss.isPending}
        question={`Dismiss ${deliveries(count)}?`}
        consequence="Nobody is reminded of them any more. Their tries stay in the log, where they can be replayed."
        confirmLabel="Dismiss"
        onConfirm={forget}
      >
        Dismiss
      </ConfirmButton>
    </Group>
  );
}

function deliveries(count: number): string {
  return `${count.toLocaleString()} ${count === 1 ? "delivery" : "deliveries"}`;
}
