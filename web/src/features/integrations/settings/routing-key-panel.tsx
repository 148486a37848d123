import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { showProblem } from "../../../components/form-problem.ts";
import { QueryView } from "../../../components/query-view.tsx";
import { removeRoutingKey, routingKeyQuery, setRoutingKey } from "../api/routing-key.ts";
import { useIntegrationChange } from "../use-integration-change.ts";
import { Panel } from "./panel.tsx";

/** Senders that move here from PagerDuty or Opsgenie keep the key they have. */
export function RoutingKeyPanel({ integrationId }: { integrationId: string }) {
  return (
    <Panel title="Key of your senders">
      <Text size="sm">
        Enter the key that your senders have from PagerDuty or Opsgenie: then nothing but the host changes for
        them. The integration's own key works in any case.
      </Text>
      <QueryView query={useQuery(routingKeyQuery(integrationId))}>
        {({ routing_key }) => (
          <KeyForm key={routing_key ?? ""} integrationId={integrationId} present={routing_key ?? ""} />
        )}
      </QueryView>
    </Panel>
  );
}

function KeyForm({ integrationId, present }: { integrationId: string; present: string }) {
  const form = useForm({ initialValues: { routing_key: present } });
  const save = useIntegrationChange({
    mutationFn: ({ routing_key }: typeof form.values) => setRoutingKey(integrationId, routing_key.trim()),
    done: "The key is taken from now on.",
    onError: (error) => showProblem(form, error),
  });
  const remove = useIntegrationChange({
    mutationFn: () => removeRoutingKey(integrationId),
    done: "The key is not taken any more.",
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack gap="sm">
        <TextInput
          label="Key"
          description="16 to 64 letters, digits, dashes and underscores"
          autoComplete="off"
          maxLength={64}
          {...form.getInputProps("routing_key")}
        />
        <Group gap="xs">
          <Button type="submit" variant="default" loading={save.isPending} disabled={!form.isDirty()}>
            Save key
          </Button>
          {present !== "" && (
            <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
              Take the key away
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
