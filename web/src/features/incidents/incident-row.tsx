import { Badge, Group } from "@mantine/core";
import type { components } from "../../api/schema.d.ts";
import { TextLink } from "../../components/links.tsx";
import { Time } from "../../components/time.tsx";
import classes from "./incident-row.module.css";
import { DrillMark, SeverityMark, StatusMark } from "./marks.tsx";

/** One incident of the list: a line, or a card where there is no room for one. */
export function IncidentRow({ incident }: { incident: components["schemas"]["IncidentSummary"] }) {
  const { id, title, severity, status, is_drill: isDrill, labels } = incident;
  const groupCount = incident.alert_group_ids.length;
  return (
    <li className={classes.row} data-drill={isDrill || undefined}>
      <span className={classes.severity}>
        <SeverityMark severity={severity} />
      </span>
      <Group gap={8} miw={0}>
        <TextLink to="/incidents/$id" params={{ id }} fw={600}>
          {title}
        </TextLink>
        {isDrill && <DrillMark />}
        {labels.map((label) => (
          <Badge key={label} variant="default" size="sm" tt="none" fw={500}>
            {label}
          </Badge>
        ))}
      </Group>
      <span className={classes.facts}>
        {groupCount > 0 && <span>{groupCount === 1 ? "1 alert group" : `${groupCount} alert groups`}</span>}
        {incident.declared_by && <span>{incident.declared_by.name}</span>}
        <Time at={incident.declared_at} />
        <StatusMark status={status} />
      </span>
    </li>
  );
}
