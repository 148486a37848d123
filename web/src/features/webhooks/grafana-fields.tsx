import { NumberInput, SimpleGrid, Switch, TextInput } from "@mantine/core";
import { CodeEditor } from "../../components/code-editor.tsx";
import type { FormProps } from "./draft.ts";

/** What a contact point of Grafana's is set to. */
export function GrafanaFields({ draft, onChange, errorAt }: FormProps) {
  return (
    <>
      <CodeEditor
        label="Title"
        description="Go template; empty: Grafana's own"
        language="template"
        minHeight={40}
        value={draft.title}
        onChange={(title) => onChange({ title })}
      />
      <CodeEditor
        label="Message"
        description="Go template; empty: Grafana's own"
        language="template"
        minHeight={60}
        value={draft.message}
        onChange={(message) => onChange({ message })}
      />
      <CodeEditor
        label="Custom payload"
        description="Go template that replaces the whole body; empty: Grafana's body"
        language="template"
        minHeight={60}
        value={draft.payload}
        onChange={(payload) => onChange({ payload })}
      />
      <MessageFields draft={draft} onChange={onChange} errorAt={errorAt} />
    </>
  );
}

function MessageFields({ draft, onChange, errorAt }: FormProps) {
  return (
    <>
      <NumberInput
        label="Most alerts in a message"
        description="0: all. Firing ones are kept first"
        min={0}
        allowDecimal={false}
        value={draft.maxAlerts}
        error={errorAt("settings.max_alerts")}
        onChange={(maxAlerts) => onChange({ maxAlerts: Number(maxAlerts) || 0 })}
      />
      <Switch
        label="Tell of resolved alerts"
        checked={draft.sendResolved}
        onChange={({ currentTarget }) => onChange({ sendResolved: currentTarget.checked })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label="Signature header"
          placeholder="X-Grafana-Alerting-Signature"
          value={draft.signatureHeader}
          onChange={({ currentTarget }) => onChange({ signatureHeader: currentTarget.value })}
        />
        <TextInput
          label="Timestamp header"
          description="Empty: the signature covers the body alone"
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={draft.timestampHeader}
          onChange={({ currentTarget }) => onChange({ timestampHeader: currentTarget.value })}
        />
      </SimpleGrid>
    </>
  );
}
