import { Menu } from "@mantine/core";
import type { ReactElement } from "react";

interface SilenceMenuProps {
  /** The button that opens it. */
  children: ReactElement;
  opened?: boolean;
  onChange?: (opened: boolean) => void;
  /** Null: until somebody ends it. */
  onSilence: (seconds: number | null) => void;
  /** Offers a moment of one's own choice. */
  onChooseMoment?: () => void;
}

const durations: readonly (readonly [label: string, seconds: number | null])[] = [
  ["30 minutes", 1800],
  ["1 hour", 3600],
  ["4 hours", 14_400],
  ["8 hours", 28_800],
  ["1 day", 86_400],
  ["1 week", 604_800],
  ["Until somebody ends it", null],
];

/** For how long to be quiet. */
export function SilenceMenu({ children, opened, onChange, onSilence, onChooseMoment }: SilenceMenuProps) {
  return (
    <Menu opened={opened} onChange={onChange} position="top-end" withinPortal>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Silence for</Menu.Label>
        {durations.map(([label, seconds]) => (
          <Menu.Item key={label} onClick={() => onSilence(seconds)}>
            {label}
          </Menu.Item>
        ))}
        {onChooseMoment && <Menu.Item onClick={onChooseMoment}>Until a moment…</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
