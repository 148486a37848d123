import { NativeSelect, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useHasRole } from "../../../api/session.ts";
import { CodeEditor } from "../../../components/code-editor.tsx";
import { JsonView } from "../../../components/json-view.tsx";
import { QueryView } from "../../../components/query-view.tsx";
import { useNow } from "../../../components/time.tsx";
import { formatRelative } from "../../../lib/time.ts";
import { type FieldMapping, mappingTrialQuery } from "../api/field-mapping.ts";
import type { LastRequest } from "../model.ts";
import { ReadAlerts } from "./read-alerts.tsx";
import classes from "./trial-panel.module.css";

interface TrialPanelProps {
  integrationId: string;
  mapping: FieldMapping;
  requests: readonly LastRequest[];
  /** The one it is tried on; undefined: a payload that is written here. */
  request: LastRequest | undefined;
  own: string;
  onChoose: (id: string | undefined) => void;
  onWrite: (text: string) => void;
}

const ownChoice = "own";
const pauseMs = 300;

/** What a payload would be read as, with what is not saved yet. */
export function TrialPanel(props: TrialPanelProps) {
  const { integrationId, mapping, requests, request, own, onChoose, onWrite } = props;
  const mayTry = useHasRole("responder");
  const now = useNow();
  const [text] = useDebouncedValue(own, pauseMs);
  const payload = request ? { request: request.id } : { payload_text: text };
  const isEmpty = !request && text.trim() === "";
  const trial = useQuery({
    ...mappingTrialQuery(integrationId, mapping, payload),
    enabled: mayTry && !isEmpty,
  });
  return (
    <Stack gap="sm" component="section" aria-label="Trial" className={classes.panel}>
      <Title order={2}>Tried on</Title>
      <NativeSelect
        aria-label="Tried on"
        value={request?.id ?? ownChoice}
        onChange={({ currentTarget: { value } }) => onChoose(value === ownChoice ? undefined : value)}
        data={[
          ...requests.map(({ id, received_at, body }) => ({
            value: id,
            label: `${formatRelative(new Date(received_at), now)}: ${body.slice(0, 60)}`,
          })),
          { value: ownChoice, label: "A payload of your own" },
        ]}
      />
      {request ? (
        <JsonView text={request.body} label="Payload" maxHeight={260} />
      ) : (
        <CodeEditor label="Payload" language="json" minHeight={120} value={own} onChange={onWrite} />
      )}
      <Title order={2}>Read as</Title>
      {!mayTry && <Text c="dimmed">Responders can try it out.</Text>}
      {isEmpty && <Text c="dimmed">Write a payload.</Text>}
      {mayTry && !isEmpty && (
        <QueryView query={trial}>{(result) => <ReadAlerts result={result} />}</QueryView>
      )}
    </Stack>
  );
}
