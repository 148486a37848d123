import { ActionIcon, Group, Stack, Text, Tooltip } from "@mantine/core";
import { IconUnlink } from "@tabler/icons-react";
import type { components } from "../../api/schema.d.ts";
import { TextLink } from "../../components/links.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { detachGroup } from "./api/detach-group.ts";
import { AttachGroup } from "./attach-group.tsx";
import { Section } from "./section.tsx";
import { useIncidentChange } from "./use-incident-change.ts";

interface AttachedGroupsProps {
  incident: components["schemas"]["Incident"];
  mayAct: boolean;
}

/** The alert groups that belong to the incident. */
export function AttachedGroups({ incident, mayAct }: AttachedGroupsProps) {
  const detach = useIncidentChange({ mutationFn: (groupId: string) => detachGroup(incident.id, groupId) });
  const groups = incident.alert_groups;
  return (
    <Section title="Alert groups">
      {groups.length === 0 && (
        <Text c="dimmed" size="sm">
          None is attached.
        </Text>
      )}
      <Stack component="ul" gap={6} p={0} m={0} style={{ listStyle: "none" }}>
        {groups.map(({ id, title, status }) => (
          <Group component="li" key={id} gap="xs" wrap="nowrap" align="center">
            <StateBadge state={status} />
            <TextLink to="/alert-groups/$id" params={{ id }} flex={1} miw={0}>
              {title}
            </TextLink>
            {mayAct && (
              <Tooltip label="Take off the incident">
                <ActionIcon
                  color="gray"
                  aria-label={`Take "${title}" off the incident`}
                  disabled={detach.isPending}
                  onClick={() => detach.mutate(id)}
                >
                  <IconUnlink size={16} />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
        ))}
      </Stack>
      {mayAct && <AttachGroup incidentId={incident.id} attached={incident.alert_group_ids} />}
    </Section>
  );
}
