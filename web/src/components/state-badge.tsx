import { IconBellRinging, IconBellZ, IconCircleCheck, IconUserCheck } from "@tabler/icons-react";
import classes from "./state-badge.module.css";

export type AlertState = "firing" | "acknowledged" | "silenced" | "resolved";

const icons = {
  firing: IconBellRinging,
  acknowledged: IconUserCheck,
  silenced: IconBellZ,
  resolved: IconCircleCheck,
} as const;

/** A state by word, icon and colour. */
export function StateBadge({ state }: { state: AlertState }) {
  const Icon = icons[state];
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={14} stroke={2} aria-hidden />
      {state}
    </span>
  );
}
