import { Alert, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { TextLink } from "../../components/links.tsx";
import { Time } from "../../components/time.tsx";
import type { Integration } from "./model.ts";

/** What keeps alerts of the integration from being what they should be. */
export function IntegrationTrouble({ integration }: { integration: Integration }) {
  const { id, template_error, parked_requests } = integration;
  if (!template_error && parked_requests === 0) return null;
  return (
    <Stack gap="xs" mb="md">
      {template_error && (
        <Alert
          color="orange"
          variant="outline"
          icon={<IconAlertTriangle />}
          title={`The template ${template_error.slot} failed on an alert`}
        >
          {template_error.message} (<Time at={template_error.at} />)
        </Alert>
      )}
      {parked_requests > 0 && (
        <Alert
          color="orange"
          variant="outline"
          icon={<IconAlertTriangle />}
          title={
            parked_requests === 1
              ? "One request was not understood"
              : `${parked_requests} requests were not understood`
          }
        >
          They were accepted and wait for you under{" "}
          <TextLink to="/integrations/$id" params={{ id }} search={{ tab: "requests" }}>
            Last requests
          </TextLink>
          .
        </Alert>
      )}
    </Stack>
  );
}
