import { Group } from "@mantine/core";
import { TextLink } from "../../components/links.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { Time } from "../../components/time.tsx";
import type { GroupDetail } from "./model.ts";

/** State, since when, from where, in whose hands: in one line. */
export function GroupLine({ group }: { group: GroupDetail }) {
  return (
    <Group gap="sm" mt={4}>
      <StateBadge state={group.status} />
      <Holder group={group} />
      <span>
        started <Time at={group.started_at} />
      </span>
      <TextLink to="/alert-groups" search={{ integration: group.integration.id }}>
        {group.integration.name}
      </TextLink>
      <span>
        {group.alerts_count} {group.alerts_count === 1 ? "alert" : "alerts"}
      </span>
    </Group>
  );
}

function Holder({ group }: { group: GroupDetail }) {
  const { status, acknowledged_at, acknowledged_by, silenced_until, resolved_at, resolved_by } = group;
  if (status === "acknowledged" && acknowledged_at) {
    return (
      <span>
        by {acknowledged_by ?? "the source"} <Time at={acknowledged_at} />
      </span>
    );
  }
  if (status === "resolved" && resolved_at) {
    return (
      <span>
        by {resolved_by ?? "the source"} <Time at={resolved_at} />
      </span>
    );
  }
  if (status !== "silenced") return null;
  return silenced_until ? (
    <span>
      ends <Time at={silenced_until} />
    </span>
  ) : (
    <span>until somebody ends it</span>
  );
}
