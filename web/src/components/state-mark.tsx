import { Badge, type MantineColor } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";

export interface Look {
  color: MantineColor;
  icon: Icon;
  label: string;
}

/** A state by word, icon and colour. */
export function StateMark({ look: { color, icon: Icon, label } }: { look: Look }) {
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
