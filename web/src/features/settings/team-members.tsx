import { Group, Pill, Select, Text } from "@mantine/core";
import type { components } from "../../api/schema.d.ts";
import { addMember } from "./api/add-member.ts";
import { removeMember } from "./api/remove-member.ts";
import { useSettingsChange } from "./use-settings-change.ts";

interface TeamMembersProps {
  team: components["schemas"]["Team"];
  users: readonly components["schemas"]["User"][];
  mayChange: boolean;
}

/** Who is in the team; admins add and take out. */
export function TeamMembers({ team, users, mayChange }: TeamMembersProps) {
  const add = useSettingsChange({ mutationFn: (userId: string) => addMember(team.id, userId) });
  const remove = useSettingsChange({ mutationFn: (userId: string) => removeMember(team.id, userId) });
  const nameOf = (id: string) => users.find((user) => user.id === id)?.username ?? id;
  const others = users.filter((user) => user.deactivated_at === null && !team.member_ids.includes(user.id));
  return (
    <Group gap="xs">
      {team.member_ids.length === 0 && (
        <Text size="sm" c="dimmed">
          Nobody is in it.
        </Text>
      )}
      {team.member_ids.map((id) => (
        <Pill
          key={id}
          size="md"
          withRemoveButton={mayChange}
          disabled={remove.isPending}
          onRemove={() => remove.mutate(id)}
          removeButtonProps={{
            "aria-label": `Take ${nameOf(id)} out of ${team.name}`,
            "aria-hidden": false,
            tabIndex: 0,
          }}
        >
          {nameOf(id)}
        </Pill>
      ))}
      {mayChange && (
        <Select
          aria-label={`Add a user to ${team.name}`}
          placeholder="Add a user"
          size="xs"
          w={180}
          searchable
          data={others.map(({ id, username }) => ({ value: id, label: username }))}
          value={null}
          onChange={(userId) => userId !== null && add.mutate(userId)}
          disabled={add.isPending}
          nothingFoundMessage="No such active user"
        />
      )}
    </Group>
  );
}
