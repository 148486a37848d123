import { ActionIcon, Checkbox, Tooltip } from "@mantine/core";
import { IconCheck, IconUserCheck } from "@tabler/icons-react";
import { memo, useEffect, useRef } from "react";
import { TextLink } from "../../components/links.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { Time } from "../../components/time.tsx";
import classes from "./group-row.module.css";
import type { ActionName, GroupSummary } from "./model.ts";

export interface RowHandlers {
  onToggle: (id: string, withShift: boolean) => void;
  onAct: (id: string, action: "acknowledge" | "resolve") => void;
}

interface GroupRowProps {
  group: GroupSummary;
  isSelected: boolean;
  /** Where the keyboard is. */
  isCurrent: boolean;
  mayAct: boolean;
  handlers: RowHandlers;
}

/** One group in one line, or as a card on a phone. */
export const GroupRow = memo(function GroupRow({
  group,
  isSelected,
  isCurrent,
  mayAct,
  handlers,
}: GroupRowProps) {
  const { id, title, status, integration, started_at } = group;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isCurrent) link.current?.focus({ preventScroll: true });
  }, [isCurrent]);
  return (
    <div className={classes.row} data-selected={isSelected || undefined} data-state={status}>
      <Checkbox
        className={classes.box}
        aria-label={`Select ${title}`}
        checked={isSelected}
        onChange={({ nativeEvent }) =>
          handlers.onToggle(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
      />
      <span className={classes.state}>
        <StateBadge state={status} />
      </span>
      <TextLink ref={link} className={classes.title} to="/alert-groups/$id" params={{ id }} title={title}>
        {title}
      </TextLink>
      <span className={classes.count}>{group.alerts_count > 1 && `${group.alerts_count} alerts`}</span>
      <span className={classes.integration}>{integration.name}</span>
      <span className={classes.who}>{who(group)}</span>
      <span className={classes.time}>
        <Time at={started_at} />
      </span>
      <span className={classes.actions}>
        {mayAct && (
          <QuickAction group={group} name="acknowledge" label="Acknowledge" onAct={handlers.onAct} />
        )}
        {mayAct && <QuickAction group={group} name="resolve" label="Resolve" onAct={handlers.onAct} />}
      </span>
    </div>
  );
});

interface QuickActionProps {
  group: GroupSummary;
  name: Extract<ActionName, "acknowledge" | "resolve">;
  label: string;
  onAct: RowHandlers["onAct"];
}

function QuickAction({ group, name, label, onAct }: QuickActionProps) {
  if (!group.actions.includes(name)) return null;
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={classes[name]}
        variant="default"
        size="md"
        aria-label={`${label} ${group.title}`}
        onClick={() => onAct(group.id, name)}
      >
        {name === "acknowledge" ? <IconUserCheck size={16} /> : <IconCheck size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}

function who(group: GroupSummary): string {
  if (group.status === "acknowledged") return group.acknowledged_by ?? "";
  return group.status === "resolved" ? (group.resolved_by ?? "") : "";
}
