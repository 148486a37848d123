import { Paper, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./facts.module.css";

interface FactsProps {
  title: string;
  facts: readonly { label: string; value: ReactNode }[];
}

/** Names and values, side by side. */
export function Facts({ title, facts }: FactsProps) {
  return (
    <Paper withBorder p="sm" component="section" aria-label={title}>
      <Title order={2} size="md" mb={6}>
        {title}
      </Title>
      <dl className={classes.facts}>
        {facts.map(({ label, value }) => (
          <div key={label} className={classes.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}
