import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CopyField } from "../../components/copy-field.tsx";
import { TextLink } from "../../components/links.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Time } from "../../components/time.tsx";
import { deliveredQuery } from "./api/delivered.ts";
import { firstIntegrationQuery } from "./api/first-integration.ts";
import { newestGroupQuery } from "./api/newest-group.ts";
import { Step } from "./step.tsx";

const pollMs = 3_000;

/** Leads from an empty installation to the first delivery. A step is ticked by the event itself, never by a click. */
export function FirstStepsPage() {
  const integration = useQuery(firstIntegrationQuery);
  const group = useQuery({ ...newestGroupQuery, refetchInterval: pollMs });
  const delivered = useQuery({ ...deliveredQuery, refetchInterval: pollMs });
  return (
    <Stack maw={760}>
      <PageHeader title="First steps" description="Each is ticked when it has really happened." />
      <QueryView query={integration}>
        {(found) => (
          <QueryView query={group}>
            {(newest) => (
              <QueryView query={delivered}>
                {(attempt) => (
                  <Stack component="ol" p={0} m={0} gap="sm" style={{ listStyle: "none" }} aria-live="polite">
                    <Step isDone={newest !== null} title="A monitoring tool delivers an alert">
                      {found?.url ? (
                        <SendAlert url={found.url} />
                      ) : (
                        <Text>Make an integration of the type Webhook, or of your own tool's.</Text>
                      )}
                      <Text size="sm">
                        Every tool has an address of its own:{" "}
                        <TextLink to="/integrations/new">choose yours</TextLink> and see what to paste where.
                      </Text>
                    </Step>
                    <Step isDone={newest !== null} title="Its alert group has a title">
                      {newest ? (
                        <Text component="div">
                          <TextLink to="/alert-groups/$id" params={{ id: newest.id }}>
                            {newest.title}
                          </TextLink>{" "}
                          <Time at={newest.started_at} />
                        </Text>
                      ) : (
                        <Text c="dimmed">The integration's template makes it of the payload.</Text>
                      )}
                    </Step>
                    <Step isDone={newest !== null && newest.route_id !== null} title="A route takes it">
                      <Text c={newest ? undefined : "dimmed"}>
                        {newest
                          ? (newest.route_reason ?? "The route is told on the alert group's page.")
                          : "Routes decide who hears of it."}
                      </Text>
                    </Step>
                    <Step isDone={attempt !== null} title="An outgoing webhook is answered with 2xx">
                      {attempt ? (
                        <Text component="div">
                          <TextLink to="/webhooks/$id" params={{ id: attempt.webhook.id }}>
                            {attempt.webhook.name}
                          </TextLink>{" "}
                          <Time at={attempt.started_at} />
                        </Text>
                      ) : (
                        <Text>
                          <TextLink to="/webhooks/new">Make a webhook</TextLink>, then send a test.
                        </Text>
                      )}
                    </Step>
                  </Stack>
                )}
              </QueryView>
            )}
          </QueryView>
        )}
      </QueryView>
    </Stack>
  );
}

function SendAlert({ url }: { url: string }) {
  const body = '{"title": "Hello from curl", "state": "alerting"}';
  return (
    <Stack gap="xs">
      <CopyField label="Address for alerts" value={url} />
      <CopyField
        label="Or try it now"
        value={`curl -s '${url}?wait=true' -H 'content-type: application/json' -d '${body}'`}
      />
    </Stack>
  );
}
