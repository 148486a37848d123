import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconFlame,
  IconHelpCircle,
  IconInfoCircle,
  IconSchool,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./marks.module.css";

const severityIcons: Readonly<Record<string, typeof IconFlame>> = {
  pending: IconHelpCircle,
  minor: IconInfoCircle,
  major: IconAlertTriangle,
  critical: IconAlertOctagon,
};

/** How bad an incident is, by word, icon and colour. */
export function SeverityMark({ severity }: { severity: string }) {
  return (
    <Mark look={severity} icon={severityIcons[severity] ?? IconInfoCircle}>
      {severity}
    </Mark>
  );
}

export function StatusMark({ status }: { status: "active" | "resolved" }) {
  return (
    <Mark look={status} icon={status === "active" ? IconFlame : IconCircleCheck}>
      {status}
    </Mark>
  );
}

/** Tells an exercise from the real thing. */
export function DrillMark() {
  return (
    <Mark look="drill" icon={IconSchool}>
      drill
    </Mark>
  );
}

function Mark({ look, icon: Icon, children }: { look: string; icon: typeof IconFlame; children: ReactNode }) {
  return (
    <span className={classes.mark} data-look={look}>
      <Icon size={14} stroke={2} aria-hidden />
      {children}
    </span>
  );
}
