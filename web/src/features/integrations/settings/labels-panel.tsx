import { ActionIcon, Button, Group, Input, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { ErrorState } from "../../../components/error-state.tsx";
import { changeIntegration } from "../api/change-integration.ts";
import type { Integration } from "../model.ts";
import { useIntegrationChange } from "../use-integration-change.ts";
import { Panel } from "./panel.tsx";

interface Row {
  id: number;
  key: string;
  value: string;
}

/** Labels that every alert group of the integration gets: with a fixed value, or with one that a template makes. */
export function LabelsPanel({ integration }: { integration: Integration }) {
  const [fixed, setFixed] = useState(() => toRows(integration.labels));
  const [dynamic, setDynamic] = useState(() => toRows(integration.dynamic_labels));
  const save = useIntegrationChange({
    mutationFn: () =>
      changeIntegration(integration.id, { labels: toLabels(fixed), dynamic_labels: toLabels(dynamic) }),
    done: "The labels are saved.",
    onError: () => {},
  });
  return (
    <Panel title="Labels">
      <Text size="sm">Every alert group of this integration gets them.</Text>
      <LabelRows label="With a fixed value" valueHint="Value" rows={fixed} onChange={setFixed} />
      <LabelRows
        label="With a value from the alert"
        valueHint="Template, like {{ payload.region }}"
        rows={dynamic}
        onChange={setDynamic}
      />
      {save.error != null && <ErrorState error={save.error} />}
      <Button w="fit-content" loading={save.isPending} onClick={() => save.mutate(undefined)}>
        Save labels
      </Button>
    </Panel>
  );
}

interface LabelRowsProps {
  label: string;
  valueHint: string;
  rows: readonly Row[];
  onChange: (rows: Row[]) => void;
}

function LabelRows({ label, valueHint, rows, onChange }: LabelRowsProps) {
  const change = (id: number, patch: Partial<Row>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...patch } : row)));
  const nextId = Math.max(-1, ...rows.map(({ id }) => id)) + 1;
  return (
    <Input.Wrapper label={label} labelElement="div" role="group" aria-label={label}>
      <Stack gap={6} mt={4}>
        {rows.map(({ id, key, value }) => (
          <Group key={id} gap={6} wrap="nowrap">
            <TextInput
              aria-label="Key"
              placeholder="Key"
              value={key}
              w="35%"
              onChange={({ currentTarget }) => change(id, { key: currentTarget.value })}
            />
            <TextInput
              aria-label={valueHint}
              placeholder={valueHint}
              value={value}
              flex={1}
              onChange={({ currentTarget }) => change(id, { value: currentTarget.value })}
            />
            <ActionIcon
              variant="default"
              aria-label={`Take ${key || "this label"} away`}
              onClick={() => onChange(rows.filter((row) => row.id !== id))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...rows, { id: nextId, key: "", value: "" }])}
        >
          Add a label
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

function toRows(labels: Integration["labels"]): Row[] {
  return labels.map((label, id) => ({ id, ...label }));
}

/** Rows without a key are not written yet. */
function toLabels(rows: readonly Row[]): Integration["labels"] {
  return rows
    .filter(({ key }) => key.trim() !== "")
    .map(({ key, value }) => ({ key: key.trim(), value: value.trim() }));
}
