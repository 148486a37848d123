import { Alert, Stack, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { LinkButton } from "../../components/links.tsx";
import { Time } from "../../components/time.tsx";
import { givenUpQuery } from "./api/replays.ts";
import type { WebhookDetail } from "./model.ts";
import { upToMinute } from "./moments.ts";

/** Of a webhook that was off and is on again: what was given up meanwhile can be sent after all. */
export function OutageOffer({ webhook: { id, is_enabled, outage } }: { webhook: WebhookDetail }) {
  if (!is_enabled || outage === null || outage.until === null) return null;
  return <Offer key={outage.until} id={id} since={outage.since} until={outage.until} />;
}

function Offer({ id, since, until }: { id: string; since: string; until: string }) {
  const [closed, setClosed] = useLocalStorage<string>({ key: `tocsin-outage-closed-${id}` });
  const { data: count = 0 } = useQuery(givenUpQuery(id, { since, until }));
  if (closed === until || count === 0) return null;
  return (
    <Alert
      variant="outline"
      mb="md"
      role="status"
      title={`${count.toLocaleString()} ${count === 1 ? "delivery was" : "deliveries were"} given up while it failed or was off`}
      withCloseButton
      closeButtonLabel="Do not offer it again"
      onClose={() => setClosed(until)}
    >
      <Stack gap="sm" align="flex-start">
        <Text component="div">
          It failed or was off from <Time at={since} /> until <Time at={until} />. What happened after it was
          switched off was not written for it.
        </Text>
        <LinkButton
          to="/webhooks/$id"
          params={{ id }}
          search={{ tab: "replay", since, until: upToMinute(until) }}
          variant="default"
        >
          Replay what was given up
        </LinkButton>
      </Stack>
    </Alert>
  );
}
