import { Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconMinus } from "@tabler/icons-react";
import { Time } from "../../../components/time.tsx";
import type { TriedAlert } from "../trial.ts";
import { answerOf, type RouteAnswer, type RoutedAlert } from "./model.ts";
import classes from "./verdicts.module.css";

interface VerdictsProps {
  alerts: readonly TriedAlert<RoutedAlert>[];
  /** Place of the route that is asked. */
  index: number;
}

const icons = {
  takes: IconCheck,
  too_late: IconArrowBackUp,
  not_matched: IconMinus,
  failed: IconAlertTriangle,
} as const;

/** What one route would do with each of the last alerts. */
export function Verdicts({ alerts, index }: VerdictsProps) {
  const answers = alerts.map((tried) => ({ ...tried, answer: answerOf(tried.alert, index) }));
  const taken = answers.filter(({ answer }) => answer.kind === "takes").length;
  return (
    <Stack gap={6}>
      <Text fw={600} role="status">
        Takes {taken} of {answers.length} {answers.length === 1 ? "alert" : "alerts"}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <ul className={classes.list} tabIndex={0} aria-label="Would match">
        {answers.map(({ key, alert, answer, receivedAt, name }) => (
          <li key={key} className={classes.item} data-answer={answer.kind}>
            <Answer answer={answer} />
            <span className={classes.title}>{alert.title}</span>
            <span className={classes.when}>{receivedAt ? <Time at={receivedAt} /> : name}</span>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function Answer({ answer }: { answer: RouteAnswer }) {
  const Icon = icons[answer.kind];
  return (
    <span className={classes.answer}>
      <Icon size={15} stroke={2} aria-hidden />
      <span>{wordsFor(answer)}</span>
    </span>
  );
}

function wordsFor(answer: RouteAnswer): string {
  switch (answer.kind) {
    case "takes":
      return "takes it";
    case "too_late":
      return `matches, route ${answer.takenBy + 1} is first`;
    case "failed":
      return `fails: ${answer.message}`;
    case "not_matched":
      return answer.rendered === null ? "no match" : `no match: renders ${quoted(answer.rendered)}`;
  }
}

function quoted(rendered: string): string {
  const text = rendered.trim();
  return text === "" ? "nothing" : `“${text}”`;
}
