import { Code, Group, Stack, Text } from "@mantine/core";
import { TextLink } from "../../components/links.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import type { GroupDetail } from "./model.ts";
import { Section } from "./section.tsx";

/** Labels, the route and why, and the groups that go together with this one. */
export function GroupFacts({ group }: { group: GroupDetail }) {
  const { labels, attached_groups: attached, root_group_id: rootId } = group;
  const pairs = Object.entries(labels).map(([key, value]) => ({ key, value: valueText(value) }));
  return (
    <>
      {rootId && (
        <Section title="Attached">
          <Text size="sm">
            It follows{" "}
            <TextLink to="/alert-groups/$id" params={{ id: rootId }}>
              another alert group
            </TextLink>
            : act on that one.
          </Text>
        </Section>
      )}
      {attached.length > 0 && (
        <Section title="Attached to this one">
          <Stack gap={6}>
            {attached.map(({ id, title, status }) => (
              <Group key={id} gap="xs" wrap="nowrap">
                <StateBadge state={status} />
                <TextLink to="/alert-groups/$id" params={{ id }} size="sm" truncate>
                  {title}
                </TextLink>
              </Group>
            ))}
          </Stack>
        </Section>
      )}
      <Section title="Labels">
        {pairs.length === 0 && (
          <Text size="sm" c="dimmed">
            None.
          </Text>
        )}
        <Group gap={6}>
          {pairs.map(({ key, value }) => (
            <TextLink key={key} to="/alert-groups" search={{ labels: `${key}=${value}` }} size="sm">
              {key}={value}
            </TextLink>
          ))}
        </Group>
      </Section>
      <Section title="Route">
        <Route group={group} />
      </Section>
    </>
  );
}

function Route({ group: { route, route_reason: reason } }: { group: GroupDetail }) {
  return (
    <Stack gap={4}>
      <Text size="sm">{routeText(route)}</Text>
      {route?.expression && <Code block>{route.expression}</Code>}
      {reason && (
        <Text size="sm" c="dimmed">
          Why: {reason}.
        </Text>
      )}
    </Stack>
  );
}

function routeText(route: GroupDetail["route"]): string {
  if (!route) return "The route has been deleted since.";
  if (route.is_default) return "The default route";
  return `Route with a ${route.kind === "regex" ? "regular expression" : "template"}`;
}

function valueText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
