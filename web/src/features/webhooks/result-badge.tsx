import { Badge, type MantineColor } from "@mantine/core";
import {
  type Icon,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconPlayerPause,
  IconReload,
} from "@tabler/icons-react";

const looks: Readonly<Record<string, { color: MantineColor; icon: Icon; label: string }>> = {
  delivered: { color: "green", icon: IconCircleCheck, label: "delivered" },
  retry: { color: "orange", icon: IconReload, label: "tried again" },
  failed: { color: "red", icon: IconCircleX, label: "given up" },
  superseded: { color: "gray", icon: IconClock, label: "superseded" },
  off: { color: "gray", icon: IconPlayerPause, label: "off" },
  new: { color: "gray", icon: IconClock, label: "not used yet" },
};

/** How a try ended, by word, icon and colour. */
export function ResultBadge({ result }: { result: string }) {
  const { color, icon: Icon, label } = looks[result] ?? { color: "gray", icon: IconClock, label: result };
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
