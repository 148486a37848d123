import { Button, Group, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { ApiError } from "../../../api/client.ts";
import { useHasRole } from "../../../api/session.ts";
import { ConfirmButton } from "../../../components/confirm-button.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { removeMapping, type StoredMapping, saveMapping } from "../api/field-mapping.ts";
import { useIntegrationChange } from "../use-integration-change.ts";
import {
  draftOf,
  type MappingDraft,
  mappedFields,
  severities,
  statusMeanings,
  toMapping,
} from "./mapping-draft.ts";
import { WordList } from "./word-list.tsx";

interface MappingFormProps {
  integrationId: string;
  stored: StoredMapping;
  draft: MappingDraft;
  /** Paths of the payload it is tried on, to choose from. */
  paths: string[];
  onChange: (draft: MappingDraft) => void;
}

/** Paths and words of one sender. Without a path, or when there is nothing at it, the usual field names count. */
export function MappingForm({ integrationId, stored, draft, paths, onChange }: MappingFormProps) {
  const mayChange = useHasRole("admin");
  const save = useIntegrationChange({
    mutationFn: () => saveMapping(integrationId, toMapping(draft)),
    done: "The field mapping is saved.",
    onError: () => {},
  });
  const problem = save.error instanceof ApiError ? save.error : undefined;
  const errorOf = (name: string) => (problem?.field?.split(".")[0] === name ? problem.message : undefined);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <fieldset disabled={!mayChange} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack gap="sm">
          <Text size="sm">
            Names of fields with dots between them, like <code>check.labels.0.name</code>; of several the
            first at which a text stands counts.
          </Text>
          <TextInput
            label="List of alerts"
            description="Where in the body it is; empty: the body is one alert, or the list itself"
            value={draft.items}
            error={errorOf("items")}
            onChange={({ currentTarget }) => onChange({ ...draft, items: currentTarget.value })}
          />
          {mappedFields.map(({ field: name, label }) => (
            <TagsInput
              key={name}
              label={label}
              description={`Looked at anyway: ${(stored.usual[name] ?? []).join(", ")}`}
              data={paths}
              maxTags={20}
              placeholder={draft.paths[name].length === 0 ? "Type or choose a path" : undefined}
              acceptValueOnBlur
              value={draft.paths[name]}
              error={errorOf(name)}
              onChange={(list) => onChange({ ...draft, paths: { ...draft.paths, [name]: list } })}
            />
          ))}
          <WordList
            label="Words for the severity"
            meanings={severities}
            words={draft.severityWords}
            error={errorOf("severity_values")}
            onChange={(severityWords) => onChange({ ...draft, severityWords })}
          />
          <WordList
            label="Words for the state"
            meanings={statusMeanings}
            words={draft.statusWords}
            error={errorOf("status_values")}
            onChange={(statusWords) => onChange({ ...draft, statusWords })}
          />
          {save.error != null && <ErrorState error={save.error} />}
          {mayChange ? (
            <Group>
              <Button type="submit" loading={save.isPending}>
                Save mapping
              </Button>
              {stored.mapping && (
                <TakeAwayButton integrationId={integrationId} onDone={() => onChange(draftOf(null))} />
              )}
            </Group>
          ) : (
            <Text size="sm" c="dimmed">
              Admins can change it.
            </Text>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}

function TakeAwayButton({ integrationId, onDone }: { integrationId: string; onDone: () => void }) {
  const remove = useIntegrationChange({
    mutationFn: () => removeMapping(integrationId),
    done: "Only the usual field names count now.",
    onSuccess: onDone,
  });
  return (
    <ConfirmButton
      question="Take the field mapping away?"
      consequence="From then on only the usual field names are looked at."
      confirmLabel="Take it away"
      loading={remove.isPending}
      onConfirm={() => remove.mutate(undefined)}
    >
      Take away
    </ConfirmButton>
  );
}
