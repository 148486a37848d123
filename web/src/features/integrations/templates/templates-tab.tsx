import { Alert, Button, Group, Select, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHasRole } from "../../../api/session.ts";
import { CodeEditor } from "../../../components/code-editor.tsx";
import { errorText } from "../../../components/error-state.tsx";
import { QueryView } from "../../../components/query-view.tsx";
import { integrationQuery } from "../api/get-integration.ts";
import { saveTemplates } from "../api/save-templates.ts";
import { templateTrialQuery } from "../api/try-templates.ts";
import type { Integration } from "../model.ts";
import { alertsIn } from "../trial.ts";
import { useIntegrationChange } from "../use-integration-change.ts";
import {
  isOverridden,
  type Slot,
  slotNames,
  slots,
  type TemplateDraft,
  type TemplateTrial,
  textOf,
  withText,
} from "./model.ts";
import { TrialPanel } from "./trial-panel.tsx";

/** The templates of an integration, each tried on the last requests while it is written. */
export function TemplatesTab({ integrationId }: { integrationId: string }) {
  return (
    <QueryView query={useQuery(integrationQuery(integrationId))}>
      {(integration) => <TemplateEditor integration={integration} />}
    </QueryView>
  );
}

const typingMs = 350;

function TemplateEditor({ integration }: { integration: Integration }) {
  const [slot, setSlot] = useState<Slot>("web.title");
  const [draft, setDraft] = useState<TemplateDraft>({});
  const [isAdmin, mayTry] = [useHasRole("admin"), useHasRole("responder")];
  const [settled] = useDebouncedValue(draft, typingMs);
  const trial = useQuery({ ...templateTrialQuery(integration.id, settled), enabled: mayTry });
  const mistake = trial.data && mistakeIn(trial.data, slot);
  return (
    <Stack gap="sm">
      <SlotChoice slot={slot} onChange={setSlot} integration={integration} draft={draft} />
      <CodeEditor
        key={slot}
        label={`${slots[slot].label}: template`}
        description={slots[slot].about}
        language="template"
        value={textOf(slot, integration, draft)}
        isReadOnly={!isAdmin}
        error={mistake ? mistake.text : null}
        {...(mistake ? { errorLine: mistake.line } : {})}
        minHeight={96}
        maxHeight={320}
        onChange={(text) => setDraft((before) => withText(before, slot, text, integration))}
      />
      {isAdmin && <Actions slot={slot} draft={draft} integration={integration} onChange={setDraft} />}
      {trial.error && <Text c="dimmed">It cannot be tried: {errorText(trial.error)}</Text>}
      {trial.data && <TrialPanel integrationId={integration.id} slot={slot} trial={trial.data} />}
    </Stack>
  );
}

interface SlotProps {
  slot: Slot;
  integration: Integration;
  draft: TemplateDraft;
}

function SlotChoice({ slot, integration, draft, onChange }: SlotProps & { onChange: (slot: Slot) => void }) {
  const data = slotNames.map((value) => {
    const mark =
      value in draft ? "not saved" : isOverridden(value, integration, draft) ? "changed" : undefined;
    return { value, label: mark ? `${slots[value].label} (${mark})` : slots[value].label };
  });
  return (
    <Select
      label="Template"
      maw={340}
      data={data}
      value={slot}
      allowDeselect={false}
      onChange={(chosen) => onChange(slotNames.find((name) => name === chosen) ?? slot)}
    />
  );
}

function Actions({
  slot,
  draft,
  integration,
  onChange,
}: SlotProps & { onChange: (draft: TemplateDraft) => void }) {
  const save = useIntegrationChange({
    mutationFn: () => saveTemplates(integration.id, draft),
    done: "Saved. It holds for alerts from now on.",
    onSuccess: () => onChange({}),
    onError: () => {},
  });
  const count = Object.keys(draft).length;
  const own = integration.default_templates[slot] ?? "";
  return (
    <>
      {save.error && (
        <Alert color="red" variant="outline" role="alert" title="Not saved">
          {errorText(save.error)}
        </Alert>
      )}
      <Group>
        <Button loading={save.isPending} disabled={count === 0} onClick={() => save.mutate(undefined)}>
          {count > 1 ? `Save ${count} templates` : "Save"}
        </Button>
        <Button variant="default" disabled={count === 0} onClick={() => onChange({})}>
          Discard
        </Button>
        <Button
          variant="default"
          disabled={!isOverridden(slot, integration, draft)}
          onClick={() => onChange(withText(draft, slot, own, integration))}
        >
          Reset to default
        </Button>
      </Group>
    </>
  );
}

/** The first failure of a slot, and on how many alerts it fails. */
function mistakeIn({ requests }: TemplateTrial, slot: Slot): { text: string; line: number } | undefined {
  const alerts = alertsIn(requests);
  const failures = alerts.flatMap(({ alert }) => alert.failures.filter((each) => each.slot === slot));
  const failure = failures[0]?.failure;
  if (!failure) return undefined;
  const { line, column, message, hint } = failure;
  const share = failures.length < alerts.length ? ` (on ${failures.length} of ${alerts.length} alerts)` : "";
  return { text: `Line ${line}, column ${column}: ${message}${share}. ${hint}`.trimEnd(), line };
}
