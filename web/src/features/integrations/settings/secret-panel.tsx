import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { components } from "../../../api/schema.d.ts";
import { ConfirmButton } from "../../../components/confirm-button.tsx";
import { QueryView } from "../../../components/query-view.tsx";
import { ShownSecret } from "../../../components/shown-secret.tsx";
import { Time } from "../../../components/time.tsx";
import { forgetTopic, removeSecret, secretQuery } from "../api/signing-secret.ts";
import { useIntegrationChange } from "../use-integration-change.ts";
import { Panel } from "./panel.tsx";
import { SecretForm } from "./secret-form.tsx";

/** Whether requests must be signed, and with what. */
export function SecretPanel({ integrationId }: { integrationId: string }) {
  const [made, setMade] = useState<string | null>(null);
  const remove = useIntegrationChange({
    mutationFn: () => removeSecret(integrationId),
    done: "Requests need no signature any more.",
  });
  return (
    <Panel title="Signature">
      <QueryView query={useQuery(secretQuery(integrationId))}>
        {(status) => (
          <>
            <SecretStatus status={status} />
            {made !== null && (
              <ShownSecret
                label="Secret"
                value={made}
                note="It is shown this once. Enter it where the tool signs its requests."
                onClose={() => setMade(null)}
              />
            )}
            <SecretForm integrationId={integrationId} isSet={status.is_set} onMade={setMade} />
            {status.is_set && (
              <ConfirmButton
                w="fit-content"
                question="Take requests without a signature?"
                consequence="Whoever knows the address can send alerts then."
                confirmLabel="Remove the secret"
                loading={remove.isPending}
                onConfirm={() => remove.mutate(undefined)}
              >
                Remove the secret
              </ConfirmButton>
            )}
            <Topic integrationId={integrationId} topic={status.topic} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function SecretStatus({ status }: { status: components["schemas"]["IntegrationSecret"] }) {
  const { is_set, set_at, previous_until } = status;
  if (!is_set || set_at === null)
    return <Text size="sm">No secret is set: whoever knows the address can send.</Text>;
  return (
    <Text size="sm" component="div">
      Requests must be signed. The secret was set <Time at={set_at} />
      {previous_until !== null && (
        <>
          ; the one before it ends <Time at={previous_until} />
        </>
      )}
      .
    </Text>
  );
}

interface TopicProps {
  integrationId: string;
  topic: components["schemas"]["IntegrationSecret"]["topic"];
}

function Topic({ integrationId, topic }: TopicProps) {
  const forget = useIntegrationChange({
    mutationFn: () => forgetTopic(integrationId),
    done: "The next confirmed subscription decides the topic.",
  });
  if (!topic) return null;
  return (
    <Group gap="sm">
      <Text size="sm" flex="1 1 240px">
        Only messages of the topic <b>{topic.name}</b> of Amazon SNS are taken.
      </Text>
      <Button variant="default" loading={forget.isPending} onClick={() => forget.mutate(undefined)}>
        Forget the topic
      </Button>
    </Group>
  );
}
