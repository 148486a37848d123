import { Group, Paper, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Time } from "../../components/time.tsx";

interface StepProps {
  /** When it happened; null: not yet. */
  at: string | null;
  title: string;
  children: ReactNode;
}

export function Step({ at, title, children }: StepProps) {
  const isDone = at !== null;
  const Icon = isDone ? IconCircleCheckFilled : IconCircle;
  return (
    <Paper component="li" withBorder p="md">
      <Group align="flex-start" wrap="nowrap">
        <Icon
          aria-hidden
          style={{ flexShrink: 0, color: isDone ? "var(--tocsin-resolved)" : "var(--mantine-color-dimmed)" }}
        />
        <Stack gap="xs" flex={1} miw={0}>
          <Title order={2}>
            {title}
            <VisuallyHidden>{isDone ? " (done)" : " (not yet)"}</VisuallyHidden>
          </Title>
          {isDone && (
            <Text size="sm" c="dimmed" component="div">
              Done <Time at={at} />
            </Text>
          )}
          {children}
        </Stack>
      </Group>
    </Paper>
  );
}
