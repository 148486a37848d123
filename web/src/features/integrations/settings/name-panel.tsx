import { Button, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { showProblem } from "../../../components/form-problem.ts";
import { changeIntegration, type IntegrationChanges } from "../api/change-integration.ts";
import { teamChoicesQuery } from "../api/list-teams.ts";
import type { Integration } from "../model.ts";
import { useIntegrationChange } from "../use-integration-change.ts";
import { Panel } from "./panel.tsx";

/** Name, description and team; only what was changed here is sent. */
export function NamePanel({ integration }: { integration: Integration }) {
  const { data: teams = [] } = useQuery(teamChoicesQuery);
  const form = useForm<{ name: string; description: string; team_id: string | null }>({
    initialValues: {
      name: integration.name,
      description: integration.description ?? "",
      team_id: integration.team_id,
    },
    validate: { name: (name) => (name.trim() === "" ? "It needs a name." : null) },
  });
  const save = useIntegrationChange({
    mutationFn: ({ name, description, team_id }: typeof form.values) => {
      const all = { name, description: description.trim() || null, team_id };
      const changed = Object.entries(all).filter(([field]) => form.isDirty(field));
      return changeIntegration(integration.id, Object.fromEntries(changed) as IntegrationChanges);
    },
    done: "Saved.",
    onSuccess: () => form.resetDirty(),
    onError: (error) => showProblem(form, error),
  });
  return (
    <Panel title="Name and team">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack gap="sm">
          <TextInput label="Name" maxLength={150} {...form.getInputProps("name")} />
          <TextInput label="Description" maxLength={250} {...form.getInputProps("description")} />
          <Select
            label="Team"
            placeholder="No team"
            data={teams}
            clearable
            searchable
            {...form.getInputProps("team_id")}
          />
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()} w="fit-content">
            Save
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
