import { IconCircleCheck, IconCircleX, IconClock, IconPlayerPause, IconReload } from "@tabler/icons-react";
import { type Look, StateMark } from "../../components/state-mark.tsx";

const looks: Readonly<Record<string, Look>> = {
  delivered: { color: "green", icon: IconCircleCheck, label: "delivered" },
  retry: { color: "orange", icon: IconReload, label: "tried again" },
  failed: { color: "red", icon: IconCircleX, label: "given up" },
  superseded: { color: "gray", icon: IconClock, label: "superseded" },
  peace: { color: "orange", icon: IconPlayerPause, label: "left in peace" },
  off: { color: "gray", icon: IconPlayerPause, label: "off" },
  new: { color: "gray", icon: IconClock, label: "not used yet" },
};

/** How a try ended. */
export function ResultBadge({ result }: { result: string }) {
  return <StateMark look={looks[result] ?? { color: "gray", icon: IconClock, label: result }} />;
}
