import { Group, Paper, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface StepProps {
  isDone: boolean;
  title: string;
  children: ReactNode;
}

export function Step({ isDone, title, children }: StepProps) {
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
            <Text size="sm" c="dimmed">
              Done
            </Text>
          )}
          {children}
        </Stack>
      </Group>
    </Paper>
  );
}
