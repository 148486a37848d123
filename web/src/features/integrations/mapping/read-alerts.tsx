import { Alert, Paper, Stack, Text } from "@mantine/core";
import type { components } from "../../../api/schema.d.ts";
import classes from "./read-alerts.module.css";

/** The alerts that were found in a payload. */
export function ReadAlerts({ result }: { result: components["schemas"]["FieldMappingTrial"] }) {
  if (result.result === "refused") {
    return (
      <Alert color="red" variant="outline" title="It would be refused">
        {result.reason}
      </Alert>
    );
  }
  return (
    <Stack gap="xs">
      {result.note && <Text size="sm">Left out: {result.note}</Text>}
      {result.alerts.map((alert, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: alerts of one answer never change places
        <AlertFacts key={at} facts={alert} />
      ))}
    </Stack>
  );
}

function AlertFacts({ facts }: { facts: components["schemas"]["AlertFacts"] }) {
  const { title, severity, signal, key, source, link, image, message } = facts;
  const lines = {
    Title: title,
    Severity: severity,
    State: signal,
    Key: key,
    Source: source,
    Link: link,
    Image: image,
  };
  return (
    <Paper withBorder p="sm">
      <dl className={classes.facts}>
        {Object.entries(lines).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || "–"}</dd>
          </div>
        ))}
        <div>
          <dt>Message</dt>
          <dd className={classes.message}>{message || "–"}</dd>
        </div>
      </dl>
    </Paper>
  );
}
