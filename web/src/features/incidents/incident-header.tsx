import { Badge, Button, Group, Select, Text } from "@mantine/core";
import type { components } from "../../api/schema.d.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { Time } from "../../components/time.tsx";
import { changeIncident, type IncidentChange } from "./api/change-incident.ts";
import { DrillMark, SeverityMark, StatusMark } from "./marks.tsx";
import { severityChoices } from "./severities.ts";
import { useIncidentChange } from "./use-incident-change.ts";

interface IncidentHeaderProps {
  incident: components["schemas"]["Incident"];
  mayAct: boolean;
  onEdit: () => void;
}

/** What the incident is, and what can be done with it. */
export function IncidentHeader({ incident, mayAct, onEdit }: IncidentHeaderProps) {
  const { id, title, status, severity } = incident;
  const change = useIncidentChange({ mutationFn: (update: IncidentChange) => changeIncident(id, update) });
  const next = status === "active" ? "resolved" : "active";
  return (
    <PageHeader
      title={title}
      description={<Facts incident={incident} />}
      actions={
        mayAct && (
          <>
            <Select
              aria-label="Severity"
              data={severityChoices(severity)}
              value={severity}
              onChange={(value) => value !== null && value !== severity && change.mutate({ severity: value })}
              allowDeselect={false}
              disabled={change.isPending}
              w={130}
            />
            <Button variant="default" onClick={onEdit}>
              Edit
            </Button>
            <Button
              variant={status === "active" ? "filled" : "default"}
              loading={change.isPending}
              onClick={() => change.mutate({ status: next })}
            >
              {status === "active" ? "Resolve" : "Reopen"}
            </Button>
          </>
        )
      }
    />
  );
}

function Facts({ incident }: { incident: components["schemas"]["Incident"] }) {
  const { declared_by: declarer, resolved_at: resolvedAt } = incident;
  return (
    <Group gap={8} mt={4}>
      <StatusMark status={incident.status} />
      <SeverityMark severity={incident.severity} />
      {incident.is_drill && <DrillMark />}
      <Text span size="sm">
        declared <Time at={incident.declared_at} />
        {declarer && ` by ${declarer.name}`}
        {resolvedAt && (
          <>
            , resolved <Time at={resolvedAt} />
          </>
        )}
      </Text>
      {incident.labels.map((label) => (
        <Badge key={label} variant="default" size="sm" tt="none" fw={500}>
          {label}
        </Badge>
      ))}
    </Group>
  );
}
