import { Button, Group, Paper, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { DurationField } from "../../../components/duration-field.tsx";
import { showProblem } from "../../../components/form-problem.ts";
import type { HeartbeatValues } from "../api/heartbeats.ts";
import { useIntegrationChange } from "../use-integration-change.ts";

interface HeartbeatFormProps {
  title: string;
  submitLabel: string;
  initial: HeartbeatValues;
  save: (values: HeartbeatValues) => Promise<unknown>;
  onDone: () => void;
}

export function HeartbeatForm({ title, submitLabel, initial, save, onDone }: HeartbeatFormProps) {
  const form = useForm<HeartbeatValues>({
    initialValues: initial,
    validate: { name: (name) => (name.trim() === "" ? "It needs a name." : null) },
  });
  const change = useIntegrationChange({
    mutationFn: save,
    onSuccess: onDone,
    onError: (error) => showProblem(form, error),
  });
  const duration = (field: "interval_seconds" | "grace_seconds") => ({
    seconds: form.values[field],
    error: form.errors[field] as string | undefined,
    onChange: (seconds: number) => form.setFieldValue(field, seconds),
  });
  return (
    <Paper withBorder p="md" maw={560}>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
        <Stack>
          <Title order={2}>{title}</Title>
          <TextInput label="Name" maxLength={150} data-autofocus {...form.getInputProps("name")} />
          <DurationField
            label="Interval"
            description="How often it calls; at least 10 seconds"
            {...duration("interval_seconds")}
          />
          <DurationField
            label="Grace"
            description="How much later a call may come"
            {...duration("grace_seconds")}
          />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {submitLabel}
            </Button>
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
