import { Button, Group, Paper, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { components } from "../../api/schema.d.ts";
import { ConfirmButton } from "../../components/confirm-button.tsx";
import { changeTeam } from "./api/change-team.ts";
import { deleteTeam } from "./api/delete-team.ts";
import { NameForm } from "./name-form.tsx";
import { TeamMembers } from "./team-members.tsx";
import { useSettingsChange } from "./use-settings-change.ts";

interface TeamCardProps {
  team: components["schemas"]["Team"];
  users: readonly components["schemas"]["User"][];
  mayChange: boolean;
}

/** A team with its members. */
export function TeamCard({ team, users, mayChange }: TeamCardProps) {
  const { id, name } = team;
  const [isRenaming, setRenaming] = useState(false);
  const remove = useSettingsChange({ mutationFn: () => deleteTeam(id), done: `Team "${name}" is deleted.` });
  if (isRenaming) {
    return (
      <NameForm
        title={`Rename ${name}`}
        nameLabel="Name"
        submitLabel="Rename"
        initial={{ name }}
        save={(values) => changeTeam(id, { name: values.name })}
        onSaved={() => setRenaming(false)}
        onCancel={() => setRenaming(false)}
      />
    );
  }
  return (
    <Paper withBorder p="sm" mb="xs" component="section" aria-label={name}>
      <Group justify="space-between" gap="sm" mb="xs">
        <Title order={2} size="md">
          {name}{" "}
          <Text span size="sm" c="dimmed">
            {team.email}
          </Text>
        </Title>
        {mayChange && (
          <Group gap="xs">
            <Button variant="default" size="xs" onClick={() => setRenaming(true)}>
              Rename
            </Button>
            <ConfirmButton
              size="xs"
              question={`Delete "${name}"?`}
              consequence="Its members stay users. A team that still has integrations or webhooks is not deleted."
              confirmLabel="Delete team"
              loading={remove.isPending}
              onConfirm={() => remove.mutate(undefined)}
            >
              Delete
            </ConfirmButton>
          </Group>
        )}
      </Group>
      <TeamMembers team={team} users={users} mayChange={mayChange} />
    </Paper>
  );
}
