import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Integration, TabProps } from "./model.ts";

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
  {
    value: "requests",
    label: "Last requests",
    View: lazy(async () => ({ default: (await import("./requests/requests-tab.tsx")).RequestsTab })),
  },
  {
    value: "templates",
    label: "Templates",
    View: lazy(async () => ({ default: (await import("./templates/templates-tab.tsx")).TemplatesTab })),
  },
  {
    value: "routes",
    label: "Routes",
    View: lazy(async () => ({ default: (await import("./routes-tab/routes-tab.tsx")).RoutesTab })),
  },
  {
    value: "mapping",
    label: "Field mapping",
    View: lazy(async () => ({ default: (await import("./mapping/mapping-tab.tsx")).MappingTab })),
    isFor: (integration) => integration.takes_mapping,
  },
  {
    value: "heartbeat",
    label: "Heartbeat",
    View: lazy(async () => ({ default: (await import("./heartbeat/heartbeat-tab.tsx")).HeartbeatTab })),
  },
  {
    value: "settings",
    label: "Settings",
    View: lazy(async () => ({ default: (await import("./settings/settings-tab.tsx")).SettingsTab })),
  },
];
