import { Button, Group, Paper, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { components } from "../../api/schema.d.ts";
import { showProblem } from "../../components/form-problem.ts";
import { changeIncident } from "./api/change-incident.ts";
import { checkIncident, IncidentFields, type IncidentValues } from "./incident-fields.tsx";
import { useIncidentChange } from "./use-incident-change.ts";

interface EditFormProps {
  incident: components["schemas"]["Incident"];
  onClose: () => void;
}

/** Changes what people decide about an incident; only what was changed here is sent. */
export function EditForm({ incident, onClose }: EditFormProps) {
  const form = useForm<IncidentValues & { room_prefix: string }>({
    initialValues: {
      title: incident.title,
      severity: incident.severity,
      labels: incident.labels,
      is_drill: incident.is_drill,
      room_prefix: incident.room_prefix ?? "",
    },
    validate: checkIncident,
  });
  const save = useIncidentChange({
    mutationFn: ({ room_prefix, ...values }: IncidentValues & { room_prefix: string }) => {
      const all = { ...values, room_prefix: room_prefix.trim() || null };
      const changed = Object.entries(all).filter(([key]) => form.isDirty(key));
      return changeIncident(incident.id, Object.fromEntries(changed));
    },
    onSuccess: onClose,
    onError: (error) => showProblem(form, error),
  });
  return (
    <Paper withBorder p="md" mb="md" maw={720}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack>
          <Title order={2}>Change the incident</Title>
          <IncidentFields form={form} />
          <TextInput
            label="Beginning of the chat room's name"
            description="For chats that make a room for each incident; may be empty"
            maxLength={100}
            {...form.getInputProps("room_prefix")}
          />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              Save
            </Button>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
