import { Stack, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

/** A part of the incident's page with its heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <Stack component="section" gap="xs" aria-labelledby={id} miw={0}>
      <Title order={2} id={id}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}
