import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Integration } from "./model.ts";

export interface TabProps {
  integrationId: string;
  integration: Integration;
}

interface IntegrationTab {
  /** As the address has it. */
  value: string;
  label: string;
  /** Fetched when somebody looks at it. */
  View: LazyExoticComponent<ComponentType<TabProps>>;
  /** For which integrations there is such a tab; all when absent. */
  isFor?: (integration: Integration) => boolean;
}

/** The parts of an integration's view, in their order. */
export const integrationTabs: readonly IntegrationTab[] = [
  {
    value: "connect",
    label: "Connect",
    View: lazy(async () => ({ default: (await import("./connect-tab.tsx")).ConnectTab })),
  },
];
