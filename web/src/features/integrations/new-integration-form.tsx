import { Button, Group, Paper, Select, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { showProblem } from "../../components/form-problem.ts";
import { LinkButton } from "../../components/links.tsx";
import { createIntegration } from "./api/create-integration.ts";
import { teamChoicesQuery } from "./api/list-teams.ts";
import type { IntegrationType } from "./model.ts";
import { useIntegrationChange } from "./use-integration-change.ts";

/** Names an integration and makes it; its own view then says how to connect it. */
export function NewIntegrationForm({ type }: { type: IntegrationType }) {
  const navigate = useNavigate();
  const { data: teams = [] } = useQuery(teamChoicesQuery);
  const form = useForm<{ name: string; team_id: string | null }>({
    initialValues: { name: type.title, team_id: null },
    validate: { name: (name) => (name.trim() === "" ? "It needs a name." : null) },
  });
  const create = useIntegrationChange({
    mutationFn: (values: typeof form.values) => createIntegration({ type: type.type, ...values }),
    onSuccess: ({ id }) => void navigate({ to: "/integrations/$id", params: { id }, replace: true }),
    onError: (error) => showProblem(form, error),
  });
  return (
    <Paper withBorder p="md" maw={560}>
      <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
        <Stack>
          <Title order={2}>{type.title}</Title>
          <TextInput
            label="Name"
            description="How people will know it: which Prometheus, whose script"
            maxLength={150}
            data-autofocus
            {...form.getInputProps("name")}
          />
          {teams.length > 0 && (
            <Select
              label="Team"
              placeholder="No team"
              data={teams}
              clearable
              searchable
              {...form.getInputProps("team_id")}
            />
          )}
          <Group>
            <Button type="submit" loading={create.isPending}>
              Create integration
            </Button>
            <LinkButton to="/integrations/new" variant="default">
              Another tool
            </LinkButton>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
