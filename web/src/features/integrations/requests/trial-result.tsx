import { Alert, Code, List, Paper, Stack, Text } from "@mantine/core";
import { TextLink } from "../../../components/links.tsx";
import type { RequestTrial, TriedAlert } from "../model.ts";

/** What a request would do now, alert by alert. */
export function TrialResult({ trial }: { trial: RequestTrial }) {
  if (trial.result === "refused") {
    return (
      <Alert color="red" variant="outline" title="It would be refused" role="status">
        {trial.reason}
      </Alert>
    );
  }
  return (
    <Stack gap="xs" role="status">
      {trial.alerts.length === 0 && <Text size="sm">There would be no alert. {trial.note}</Text>}
      {trial.alerts.length > 0 && trial.note && <Text size="sm">Some would be left out: {trial.note}</Text>}
      {trial.alerts.map((alert, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: alerts of one answer never change places
        <AlertResult key={at} alert={alert} />
      ))}
    </Stack>
  );
}

function AlertResult({ alert }: { alert: TriedAlert }) {
  const { title, grouping_key, route, template_failures, alert_group_id } = alert;
  return (
    <Paper withBorder p="xs">
      <Text fw={600}>{title}</Text>
      <List size="sm" withPadding={false}>
        <List.Item>
          {deed(alert)}
          {alert_group_id && (
            <>
              {" "}
              <TextLink to="/alert-groups/$id" params={{ id: alert_group_id }} inherit>
                {alert_group_id}
              </TextLink>
            </>
          )}
        </List.Item>
        <List.Item>
          {grouping_key === null ? "No grouping key" : "Grouping key "}
          {grouping_key !== null && <Code>{grouping_key.slice(0, shownKey) || "empty"}</Code>}
        </List.Item>
        <List.Item>
          Route: {route.is_default ? "the default one" : route.id} ({route.reason})
        </List.Item>
        {template_failures.map(({ slot, message }) => (
          <List.Item key={slot} c="var(--tocsin-firing)">
            Template {slot} fails: {message}
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

const shownKey = 200;

function deed({ outcome, new_group }: TriedAlert): string {
  const fresh = new_group === null ? "" : ` (new group ${new_group} of this request)`;
  switch (outcome) {
    case "triggered":
      return `Opens an alert group${fresh}`;
    case "deduplicated":
      return `Joins the open alert group${fresh}`;
    case "acknowledged":
      return `Acknowledges the alert group${fresh}`;
    case "resolved":
      return `Resolves the alert group${fresh}`;
    case "noted":
      return `Is noted in the timeline of the alert group${fresh}`;
    case null:
      return "Nothing: there is no open alert group for it";
  }
}
