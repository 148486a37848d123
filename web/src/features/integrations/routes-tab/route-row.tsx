import { ActionIcon, Badge, Button, Code, Group, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { ConfirmButton } from "../../../components/confirm-button.tsx";
import { Time } from "../../../components/time.tsx";
import { alertsIn } from "../trial.ts";
import { kindLabels, type Route, type RouteTrial } from "./model.ts";
import classes from "./route-row.module.css";

export type Direction = "up" | "down";

interface RouteRowProps {
  route: Route;
  /** Of the routes as they are stored. */
  trial: RouteTrial | undefined;
  /** How many routes there are besides the default one. */
  count: number;
  isChangeable: boolean;
  isBusy: boolean;
  onMove: (position: number, direction: Direction) => void;
  onEdit: () => void;
  onDelete: () => void;
}

/** One route: what it looks for, what it took, and where it stands. */
export function RouteRow(props: RouteRowProps) {
  const { route, trial, isChangeable } = props;
  const place = route.position + 1;
  return (
    <div className={classes.row} data-default={route.is_default || undefined}>
      <Group gap="xs" wrap="nowrap">
        <Text fw={600} w={28} ta="right" aria-hidden>
          {place}
        </Text>
        <Badge variant="outline" color="gray" tt="none">
          {route.is_default ? "Default" : kindLabels[route.kind]}
        </Badge>
      </Group>
      <div className={classes.text}>
        {route.expression === null ? (
          <Text size="sm">Takes what no other route takes.</Text>
        ) : (
          <Code block className={classes.expression}>
            {route.expression}
          </Code>
        )}
        <Group gap="0 16px" mt={4}>
          <Hits groups={route.alert_groups} />
          {trial && <Share route={route} trial={trial} />}
        </Group>
      </div>
      {isChangeable && <Actions {...props} />}
    </div>
  );
}

/** Keeps the focus on the way on after a move; at the end of the way, on the way back. */
export function focusMoved(id: string, direction: Direction): void {
  const back: Direction = direction === "up" ? "down" : "up";
  const buttons = [direction, back].map((each) => document.getElementById(moveButtonId(id, each)));
  buttons.find((button) => button !== null && !button.hasAttribute("disabled"))?.focus();
}

function moveButtonId(id: string, direction: Direction): string {
  return `move-${id}-${direction}`;
}

function Hits({ groups }: { groups: Route["alert_groups"] }) {
  if (groups.last_at === null)
    return (
      <Text size="sm" c="dimmed">
        Opened no alert group yet
      </Text>
    );
  return (
    <Text size="sm" c="dimmed" component="span">
      {groups.count.toLocaleString()}
      {groups.is_more ? "+" : ""} {groups.count === 1 ? "alert group" : "alert groups"}, the last{" "}
      <Time at={groups.last_at} />
    </Text>
  );
}

function Share({ route, trial }: { route: Route; trial: RouteTrial }) {
  const alerts = alertsIn(trial.requests);
  const index = route.is_default ? null : route.position;
  const taken = alerts.filter(({ alert }) => alert.taken_by === index).length;
  return (
    <Text size="sm" c="dimmed" component="span">
      Takes {taken} of {alerts.length} {trial.source === "examples" ? "examples" : "last alerts"}
    </Text>
  );
}

function Actions({ route, count, isBusy, onMove, onEdit, onDelete }: RouteRowProps) {
  const { position } = route;
  const place = position + 1;
  return (
    <Group gap={6} className={classes.actions}>
      <ActionIcon
        variant="default"
        size={30}
        id={moveButtonId(route.id, "up")}
        aria-label={`Move route ${place} up`}
        disabled={position === 0}
        onClick={() => !isBusy && onMove(position - 1, "up")}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        id={moveButtonId(route.id, "down")}
        aria-label={`Move route ${place} down`}
        disabled={position >= count - 1}
        onClick={() => !isBusy && onMove(position + 1, "down")}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <Button variant="default" size="xs" aria-label={`Edit route ${place}`} onClick={onEdit}>
        Edit
      </Button>
      <ConfirmButton
        size="xs"
        aria-label={`Delete route ${place}`}
        question="Delete this route?"
        consequence="Its alerts go to the routes behind it. The alert groups that it opened stay."
        confirmLabel="Delete route"
        onConfirm={onDelete}
      >
        Delete
      </ConfirmButton>
    </Group>
  );
}
