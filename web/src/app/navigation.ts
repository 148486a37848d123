import {
  type Icon,
  IconBellRinging,
  IconFlame,
  IconPlugConnected,
  IconSettings,
  IconWebhook,
} from "@tabler/icons-react";

/** The parts of the console, in the order of the navigation. `keys` leads there from anywhere. */
export const destinations = [
  { to: "/alert-groups", label: "Alert groups", icon: IconBellRinging, keys: "g a" },
  { to: "/incidents", label: "Incidents", icon: IconFlame, keys: "g i" },
  { to: "/integrations", label: "Integrations", icon: IconPlugConnected, keys: "g n" },
  { to: "/webhooks", label: "Webhooks", icon: IconWebhook, keys: "g w" },
  { to: "/settings", label: "Settings", icon: IconSettings, keys: "g s" },
] as const satisfies readonly { to: string; label: string; icon: Icon; keys: string }[];
