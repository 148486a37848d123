import { ActionIcon, Button, Group, Text, Tooltip } from "@mantine/core";
import { IconBellZ, IconCheck, IconUserCheck, IconX } from "@tabler/icons-react";
import classes from "./bulk-bar.module.css";
import type { ActionName, GroupAction, GroupSummary } from "./model.ts";
import { SilenceMenu } from "./silence-menu.tsx";

interface BulkBarProps {
  /** Ids of all that is selected, of rows that are not loaded as well. */
  ids: ReadonlySet<string>;
  shown: readonly GroupSummary[];
  isBusy: boolean;
  silence: { isOpen: boolean; setOpen: (open: boolean) => void };
  onAct: (action: GroupAction) => void;
  onClear: () => void;
}

/** What to do with the selected rows, and how many of them each deed would touch. */
export function BulkBar({ ids, shown, isBusy, silence, onAct, onClear }: BulkBarProps) {
  const selected = shown.filter(({ id }) => ids.has(id));
  const countFor = (name: ActionName) => selected.filter(({ actions }) => actions.includes(name)).length;
  return (
    <section className={classes.bar} aria-label="Selected alert groups">
      <Group gap="xs" wrap="nowrap">
        <Tooltip label="Select none (Esc)">
          <ActionIcon aria-label="Select none" color="gray" onClick={onClear}>
            <IconX size={18} />
          </ActionIcon>
        </Tooltip>
        <Text size="sm" fw={600} style={{ whiteSpace: "nowrap" }} aria-live="polite">
          {ids.size} selected
        </Text>
      </Group>
      <div className={classes.deeds}>
        <BulkButton
          label="Acknowledge"
          icon={<IconUserCheck size={16} />}
          {...{ isBusy, total: ids.size, count: countFor("acknowledge") }}
          onClick={() => onAct({ action: "acknowledge" })}
        />
        <BulkButton
          label="Resolve"
          icon={<IconCheck size={16} />}
          {...{ isBusy, total: ids.size, count: countFor("resolve") }}
          onClick={() => onAct({ action: "resolve" })}
        />
        <SilenceMenu
          opened={silence.isOpen}
          onChange={silence.setOpen}
          onSilence={(seconds) => onAct({ action: "silence", duration_seconds: seconds })}
        >
          <BulkButton
            label="Silence"
            icon={<IconBellZ size={16} />}
            {...{ isBusy, total: ids.size, count: countFor("silence") }}
          />
        </SilenceMenu>
      </div>
    </section>
  );
}

interface BulkButtonProps {
  label: string;
  icon: React.ReactNode;
  count: number;
  total: number;
  isBusy: boolean;
  onClick?: () => void;
}

function BulkButton({ label, icon, count, total, isBusy, ...button }: BulkButtonProps) {
  return (
    <Button
      variant="default"
      size="sm"
      leftSection={icon}
      disabled={count === 0 || isBusy}
      title={count < total ? `${total - count} of ${total} are in a state that does not allow it` : undefined}
      {...button}
    >
      {label} {count}
    </Button>
  );
}
