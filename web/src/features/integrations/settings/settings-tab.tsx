import { Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useHasRole } from "../../../api/session.ts";
import { ConfirmButton } from "../../../components/confirm-button.tsx";
import { ForbiddenState } from "../../../components/forbidden-state.tsx";
import { deleteIntegration } from "../api/change-integration.ts";
import type { Integration, TabProps } from "../model.ts";
import { useIntegrationChange } from "../use-integration-change.ts";
import { LabelsPanel } from "./labels-panel.tsx";
import { MaintenancePanel } from "./maintenance-panel.tsx";
import { NamePanel } from "./name-panel.tsx";
import { OptionsPanel } from "./options-panel.tsx";
import { Panel } from "./panel.tsx";
import { RoutingKeyPanel } from "./routing-key-panel.tsx";
import { SecretPanel } from "./secret-panel.tsx";

const typesWithRoutingKey = new Set(["pagerduty", "opsgenie"]);

/** What admins decide about an integration. */
export function SettingsTab({ integration }: TabProps) {
  if (!useHasRole("admin")) return <ForbiddenState reason="Integrations are changed by admins." />;
  return (
    <Stack maw={640}>
      <NamePanel integration={integration} />
      <LabelsPanel integration={integration} />
      <OptionsPanel integrationId={integration.id} />
      {typesWithRoutingKey.has(integration.type) && <RoutingKeyPanel integrationId={integration.id} />}
      <SecretPanel integrationId={integration.id} />
      <MaintenancePanel integration={integration} />
      <DeletePanel integration={integration} />
    </Stack>
  );
}

function DeletePanel({ integration: { id, name } }: { integration: Integration }) {
  const navigate = useNavigate();
  const remove = useIntegrationChange({
    mutationFn: () => deleteIntegration(id),
    done: `${name} is deleted.`,
    onSuccess: () => void navigate({ to: "/integrations" }),
  });
  return (
    <Panel title="Delete">
      <Text size="sm">Whatever its tool sends afterwards is refused. Its alert groups stay.</Text>
      <ConfirmButton
        w="fit-content"
        question={`Delete ${name}?`}
        consequence="Its addresses stop working at once and do not come back; its routes, templates and heartbeats go with it. Its alert groups stay."
        confirmLabel="Delete integration"
        loading={remove.isPending}
        onConfirm={() => remove.mutate(undefined)}
      >
        Delete integration
      </ConfirmButton>
    </Panel>
  );
}
