import { type Icon, IconBellRinging, IconFlame } from "@tabler/icons-react";

/** The parts of the console, in the order of the navigation. `keys` leads there from anywhere. */
export const destinations = [
  { to: "/alert-groups", label: "Alert groups", icon: IconBellRinging, keys: "g a" },
  { to: "/incidents", label: "Incidents", icon: IconFlame, keys: "g i" },
] as const satisfies readonly { to: string; label: string; icon: Icon; keys: string }[];
