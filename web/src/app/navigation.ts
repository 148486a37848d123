import { type Icon, IconBellRinging } from "@tabler/icons-react";

/** The parts of the console, in the order of the navigation. `keys` leads there from anywhere. */
export const destinations = [
  { to: "/alert-groups", label: "Alert groups", icon: IconBellRinging, keys: "g a" },
] as const satisfies readonly { to: string; label: string; icon: Icon; keys: string }[];
