import { IconBug, IconCircleCheck, IconCircleX, IconHourglass, IconTool } from "@tabler/icons-react";
import { type Look, StateMark } from "../../components/state-mark.tsx";
import type { IntegrationState } from "./model.ts";

const looks: Readonly<Record<IntegrationState, Look>> = {
  receiving: { color: "green", icon: IconCircleCheck, label: "receiving" },
  refusing: { color: "red", icon: IconCircleX, label: "only refused requests" },
  silent: { color: "gray", icon: IconHourglass, label: "never heard from" },
  maintenance: { color: "orange", icon: IconTool, label: "maintenance" },
  debug: { color: "orange", icon: IconBug, label: "debug" },
};

export function IntegrationStateBadge({ state }: { state: IntegrationState }) {
  return <StateMark look={looks[state]} />;
}
