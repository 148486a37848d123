import { UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconArrowRight, IconEqual } from "@tabler/icons-react";
import { formatExact } from "../../../lib/time.ts";
import type { TriedAlert } from "../trial.ts";
import classes from "./comparison.module.css";
import { type Slot, shownResult, type TriedTemplates } from "./model.ts";

interface ComparisonProps {
  slot: Slot;
  alerts: readonly TriedAlert<TriedTemplates>[];
  /** Key of the alert whose payload is shown. */
  chosen: string | undefined;
  onChoose: (key: string) => void;
}

/** What one template makes of each alert; where a draft changes it, before and after. */
export function Comparison({ slot, alerts, chosen, onChoose }: ComparisonProps) {
  return (
    <ul className={classes.list}>
      {alerts.map((tried) => (
        <li key={tried.key} className={classes.item}>
          <UnstyledButton
            className={classes.button}
            aria-pressed={tried.key === chosen}
            title="Show what the template saw"
            onClick={() => onChoose(tried.key)}
          >
            <Row slot={slot} tried={tried} />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function Row({ slot, tried }: { slot: Slot; tried: TriedAlert<TriedTemplates> }) {
  const { alert, receivedAt, name } = tried;
  const isChanged = alert.changed.includes(slot);
  const isFailed = alert.failures.some((failure) => failure.slot === slot);
  const kind = isFailed ? "failed" : isChanged ? "changed" : "same";
  const Icon = icons[kind];
  return (
    <>
      <span className={classes.state} data-kind={kind}>
        <Icon size={14} stroke={2} aria-hidden /> {kind}
        <span className={classes.when}>{receivedAt ? formatExact(new Date(receivedAt)) : name}</span>
      </span>
      {isChanged && (
        <del className={classes.before}>
          <span className={classes.word}>before:</span>
          {shownResult(slot, alert.before)}
        </del>
      )}
      <span className={classes.after}>{shownResult(slot, alert.after)}</span>
    </>
  );
}

const icons = { failed: IconAlertTriangle, changed: IconArrowRight, same: IconEqual } as const;
