import { Badge, type MantineColor } from "@mantine/core";
import {
  type Icon,
  IconBug,
  IconCircleCheck,
  IconCircleX,
  IconHourglass,
  IconTool,
} from "@tabler/icons-react";
import type { IntegrationState } from "./model.ts";

const looks: Readonly<Record<IntegrationState, { color: MantineColor; icon: Icon; label: string }>> = {
  receiving: { color: "green", icon: IconCircleCheck, label: "receiving" },
  refusing: { color: "red", icon: IconCircleX, label: "only refused requests" },
  silent: { color: "gray", icon: IconHourglass, label: "never heard from" },
  maintenance: { color: "orange", icon: IconTool, label: "maintenance" },
  debug: { color: "orange", icon: IconBug, label: "debug" },
};

/** A state by word, icon and colour. */
export function IntegrationStateBadge({ state }: { state: IntegrationState }) {
  const { color, icon: Icon, label } = looks[state];
  return (
    <Badge
      color={color}
      variant="outline"
      tt="none"
      leftSection={<Icon size={13} aria-hidden />}
      styles={{ root: { flexShrink: 0, color: "var(--mantine-color-text)" } }}
    >
      {label}
    </Badge>
  );
}
