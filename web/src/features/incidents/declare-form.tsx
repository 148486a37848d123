import { Button, Group, Paper, Stack, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { showProblem } from "../../components/form-problem.ts";
import { declareIncident } from "./api/declare-incident.ts";
import { checkIncident, IncidentFields, type IncidentValues } from "./incident-fields.tsx";
import { useIncidentChange } from "./use-incident-change.ts";

const empty: IncidentValues = { title: "", severity: "pending", labels: [], is_drill: false };

/** Declares an incident and goes to its page. */
export function DeclareForm({ onCancel }: { onCancel: () => void }) {
  const navigate = useNavigate();
  const form = useForm<IncidentValues>({ initialValues: empty, validate: checkIncident });
  const declare = useIncidentChange({
    mutationFn: declareIncident,
    onSuccess: ({ id }) => void navigate({ to: "/incidents/$id", params: { id } }),
    onError: (error) => showProblem(form, error),
  });
  return (
    <Paper withBorder p="md" mb="md" maw={720}>
      <form onSubmit={form.onSubmit((values) => declare.mutate(values))} noValidate>
        <Stack>
          <Title order={2}>Declare an incident</Title>
          <IncidentFields form={form} />
          <Group>
            <Button type="submit" loading={declare.isPending}>
              {form.values.is_drill ? "Declare drill" : "Declare incident"}
            </Button>
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
