import { Group, Input, NativeSelect, NumberInput } from "@mantine/core";
import { useId, useState } from "react";
import { durationUnits, joinDuration, splitDuration } from "../lib/duration.ts";

interface DurationFieldProps {
  label: string;
  description?: string;
  error?: string | null;
  seconds: number;
  onChange: (seconds: number) => void;
}

/** A time as a number and its unit. */
export function DurationField({ label, description, error, seconds, onChange }: DurationFieldProps) {
  const id = useId();
  const [unit, setUnit] = useState(() => splitDuration(seconds).unit);
  const amount = seconds / joinDuration({ amount: 1, unit });
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <Group gap={6} wrap="nowrap" my={4}>
        <NumberInput
          id={id}
          min={0}
          error={Boolean(error)}
          value={amount}
          onChange={(value) => onChange(joinDuration({ amount: Number(value) || 0, unit }))}
          flex={1}
        />
        <NativeSelect
          aria-label={`Unit of ${label.toLowerCase()}`}
          data={[...durationUnits]}
          value={unit}
          onChange={({ currentTarget }) => {
            const chosen = durationUnits.find((each) => each === currentTarget.value) ?? "seconds";
            setUnit(chosen);
            onChange(joinDuration({ amount, unit: chosen }));
          }}
          w={112}
        />
      </Group>
    </Input.Wrapper>
  );
}
