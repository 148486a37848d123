import { MultiSelect, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CodeEditor } from "../../components/code-editor.tsx";
import { eventTypesQuery } from "./api/event-types.ts";
import type { FormProps } from "./draft.ts";
import { grafanaEvents, presets, triggers } from "./model.ts";

/** What only this form of message knows. */
export function DialectFields(props: FormProps) {
  const { dialect } = props.draft;
  if (dialect === "oncall") return <OncallFields {...props} />;
  return (
    <Stack>
      <EventField {...props} />
      {dialect === "grafana" && <GrafanaFields {...props} />}
      {dialect !== "opsknight" && (
        <CodeEditor
          label="Headers"
          description='Further headers as JSON, like {"X-Team": "core"}'
          language="json"
          minHeight={60}
          value={props.draft.headers}
          onChange={(headers) => props.onChange({ headers })}
        />
      )}
    </Stack>
  );
}

function OncallFields({ draft, onChange }: FormProps) {
  return (
    <Stack>
      <Select
        label="Sent on"
        data={[...triggers]}
        value={draft.trigger}
        allowDeselect={false}
        onChange={(chosen) => onChange({ trigger: triggers.find((each) => each === chosen) ?? "escalation" })}
      />
      <Select
        label="Body"
        data={Object.entries(presets).map(([value, label]) => ({ value, label }))}
        value={draft.forwardAll ? "simple" : "advanced"}
        allowDeselect={false}
        onChange={(chosen) => onChange({ forwardAll: chosen === "simple" })}
      />
      {!draft.forwardAll && (
        <CodeEditor
          label="Body template"
          description="Jinja; alert_group, alert_payload, event, user and more are known to it"
          language="template"
          minHeight={140}
          value={draft.data}
          onChange={(data) => onChange({ data })}
        />
      )}
      <CodeEditor
        label="Headers template"
        description="Jinja that makes a JSON object"
        language="template"
        minHeight={60}
        value={draft.headers}
        onChange={(headers) => onChange({ headers })}
      />
      <CodeEditor
        label="Trigger template"
        description="Sent only when this makes true or 1; empty: always"
        language="template"
        minHeight={40}
        value={draft.triggerTemplate}
        onChange={(triggerTemplate) => onChange({ triggerTemplate })}
      />
    </Stack>
  );
}

function EventField({ draft, onChange }: FormProps) {
  const { data } = useQuery(eventTypesQuery);
  const known = (data?.items ?? [])
    .filter(({ dialect }) => dialect === draft.dialect)
    .map(({ type }) => type);
  return (
    <MultiSelect
      label="Events"
      placeholder={draft.events.length === 0 ? "All events" : ""}
      data={draft.dialect === "grafana" ? grafanaEvents : known}
      value={draft.events}
      onChange={(events) => onChange({ events })}
      clearable
    />
  );
}

function GrafanaFields({ draft, onChange }: FormProps) {
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
    </>
  );
}
