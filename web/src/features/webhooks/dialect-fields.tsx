import { MultiSelect, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CodeEditor } from "../../components/code-editor.tsx";
import { eventTypesQuery } from "./api/event-types.ts";
import type { FormProps } from "./draft.ts";
import { GrafanaFields } from "./grafana-fields.tsx";
import { presets } from "./model.ts";

/** What only this form of message knows. */
export function DialectFields(props: FormProps) {
  const { dialect } = props.draft;
  if (dialect === "oncall") return <OncallFields {...props} />;
  return (
    <Stack>
      <EventField {...props} />
      {dialect === "grafana" && <GrafanaFields {...props} />}
      {dialect === "standard" && <SignatureField {...props} />}
      {dialect !== "opsknight" && (
        <CodeEditor
          label="Headers"
          description='Further headers as JSON, like {"X-Team": "core"}'
          language="json"
          minHeight={60}
          value={props.draft.headers}
          error={props.errorAt("settings.headers") ?? null}
          onChange={(headers) => props.onChange({ headers })}
        />
      )}
    </Stack>
  );
}

function OncallFields({ draft, onChange, errorAt }: FormProps) {
  return (
    <Stack>
      <TriggerField draft={draft} onChange={onChange} errorAt={errorAt} />
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
          error={errorAt("data") ?? null}
          onChange={(data) => onChange({ data })}
        />
      )}
      <CodeEditor
        label="Headers template"
        description="Jinja that makes a JSON object"
        language="template"
        minHeight={60}
        value={draft.headers}
        error={errorAt("headers") ?? null}
        onChange={(headers) => onChange({ headers })}
      />
      <CodeEditor
        label="Trigger template"
        description="Sent only when this makes true or 1; empty: always"
        language="template"
        minHeight={40}
        value={draft.triggerTemplate}
        error={errorAt("trigger_template") ?? null}
        onChange={(triggerTemplate) => onChange({ triggerTemplate })}
      />
    </Stack>
  );
}

/** The catalogue says what there is to choose, and what nothing tells of yet. */
function useChoices(dialect: string) {
  const { data } = useQuery(eventTypesQuery);
  const known = (data?.items ?? []).filter((event) => event.dialect === dialect);
  const choices = known.flatMap((event) => event.chosen_by.map((value) => ({ value, event })));
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()];
}

function TriggerField({ draft, onChange, errorAt }: FormProps) {
  const choices = useChoices("oncall");
  const chosen = choices.find(({ value }) => value === draft.trigger)?.event;
  const note = chosen?.is_told === false ? "; nothing in this version tells of it" : "";
  return (
    <Select
      label="Sent on"
      description={chosen ? chosen.summary + note : undefined}
      inputWrapperOrder={["label", "input", "description", "error"]}
      data={choices.length > 0 ? choices.map(({ value }) => value) : [draft.trigger]}
      value={draft.trigger}
      error={errorAt("trigger")}
      allowDeselect={false}
      onChange={(value) => value && onChange({ trigger: value as typeof draft.trigger })}
    />
  );
}

/** What is told of when nothing is chosen: events about the server itself are not. */
function everythingOf(dialect: string): string {
  return dialect === "standard" ? "Everything about alert groups and incidents" : "All events";
}

function EventField({ draft, onChange }: FormProps) {
  const choices = useChoices(draft.dialect);
  return (
    <MultiSelect
      label="Events"
      placeholder={draft.events.length === 0 ? everythingOf(draft.dialect) : ""}
      data={choices.map(({ value }) => value)}
      value={draft.events}
      onChange={(events) => onChange({ events })}
      clearable
    />
  );
}

function SignatureField({ draft, onChange, saved }: FormProps) {
  return (
    <Select
      label="Signature"
      description={saved ? "Of the next secret that is made" : undefined}
      data={[
        { value: "v1", label: "v1: a shared secret (HMAC)" },
        { value: "v1a", label: "v1a: a key pair (Ed25519); receivers get the public half" },
      ]}
      value={draft.signature}
      allowDeselect={false}
      onChange={(value) => onChange({ signature: value === "v1a" ? "v1a" : "v1" })}
    />
  );
}
