import { Group, NumberInput, Select, TextInput } from "@mantine/core";
import { outcomes, type ReplayDraft } from "./replay-draft.ts";

interface Props {
  draft: ReplayDraft;
  onChange: (patch: Partial<ReplayDraft>) => void;
}

/** Which deliveries are made once more, and how fast. */
export function ReplayChoiceFields({ draft, onChange }: Props) {
  return (
    <Group align="flex-end">
      <Select
        label="Those that"
        w={300}
        maw="100%"
        data={outcomes}
        value={draft.outcome}
        allowDeselect={false}
        onChange={(value) =>
          onChange({ outcome: outcomes.find((each) => each.value === value)?.value ?? "failed" })
        }
      />
      <TextInput
        label="Alert group"
        placeholder="Any"
        w={180}
        value={draft.group}
        onChange={({ currentTarget }) => onChange({ group: currentTarget.value })}
      />
      <TextInput
        label="Ended from"
        type="datetime-local"
        value={draft.since}
        onChange={({ currentTarget }) => onChange({ since: currentTarget.value })}
      />
      <TextInput
        label="Until"
        type="datetime-local"
        value={draft.until}
        onChange={({ currentTarget }) => onChange({ until: currentTarget.value })}
      />
      <NumberInput
        label="Per second"
        w={120}
        min={1}
        max={1000}
        value={draft.perSecond}
        onChange={(perSecond) => onChange({ perSecond })}
      />
    </Group>
  );
}
