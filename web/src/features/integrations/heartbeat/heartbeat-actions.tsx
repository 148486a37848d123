import { Button, Group } from "@mantine/core";
import { ConfirmButton } from "../../../components/confirm-button.tsx";
import { changeHeartbeat, deleteHeartbeat, type Heartbeat } from "../api/heartbeats.ts";
import { useIntegrationChange } from "../use-integration-change.ts";

interface HeartbeatActionsProps {
  heartbeat: Heartbeat;
  onEdit: () => void;
}

/** The automatic heartbeat of an integration stays with it; it can only be paused. */
export function HeartbeatActions({ heartbeat, onEdit }: HeartbeatActionsProps) {
  const { id, name, is_automatic, is_enabled } = heartbeat;
  const toggle = useIntegrationChange({ mutationFn: () => changeHeartbeat(id, { is_enabled: !is_enabled }) });
  const remove = useIntegrationChange({ mutationFn: () => deleteHeartbeat(id), done: `${name} is deleted.` });
  return (
    <Group gap="xs">
      <Button variant="default" size="xs" onClick={onEdit}>
        Change
      </Button>
      <Button variant="default" size="xs" loading={toggle.isPending} onClick={() => toggle.mutate(undefined)}>
        {is_enabled ? "Pause" : "Switch on"}
      </Button>
      {!is_automatic && (
        <ConfirmButton
          size="xs"
          question={`Delete ${name}?`}
          consequence="Its address stops working, and no missing call is told any more."
          confirmLabel="Delete heartbeat"
          loading={remove.isPending}
          onConfirm={() => remove.mutate(undefined)}
        >
          Delete
        </ConfirmButton>
      )}
    </Group>
  );
}
