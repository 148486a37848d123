import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconClock,
} from "@tabler/icons-react";
import { type Look, StateMark } from "../../../components/state-mark.tsx";
import type { LastRequest } from "../model.ts";

/** What became of a request. */
export function RequestStateBadge({ request }: { request: LastRequest }) {
  return <StateMark look={lookOf(request)} />;
}

function lookOf({ state, outcome }: LastRequest): Look {
  switch (state) {
    case "waiting":
      return { color: "gray", icon: IconClock, label: "waits its turn" };
    case "parked":
      return { color: "orange", icon: IconAlertTriangle, label: "not understood" };
    case "refused":
      return { color: "red", icon: IconCircleX, label: "refused" };
    case "handled": {
      const alerts = outcome?.alerts ?? 0;
      if (alerts === 0) return { color: "gray", icon: IconCircleMinus, label: "no alert in it" };
      return { color: "green", icon: IconCircleCheck, label: alerts === 1 ? "1 alert" : `${alerts} alerts` };
    }
  }
}
