/** Where a template decides what happens to an alert. */
export const decisionSlots = ["grouping_key", "resolve_signal", "acknowledge_signal"] as const;

/** Channels and the parts of a message each of them shows, as OnCall's API names them. */
export const channelSlots = {
  slack: ["title", "message", "image_url"],
  web: ["title", "message", "image_url"],
  sms: ["title"],
  phone_call: ["title"],
  telegram: ["title", "message", "image_url"],
  mobile_app: ["title", "message"],
  email: ["title", "message"],
  webhook: ["title", "message", "image_url"],
} as const;

export type ChannelName = keyof typeof channelSlots;
export type DecisionSlot = (typeof decisionSlots)[number];
export type AppearanceSlot =
  | "source_link"
  | { [Channel in ChannelName]: `${Channel}.${(typeof channelSlots)[Channel][number]}` }[ChannelName];
export type SlotName = DecisionSlot | AppearanceSlot;

export const allSlots: readonly SlotName[] = [
  ...decisionSlots,
  "source_link",
  ...Object.entries(channelSlots).flatMap(([channel, parts]) =>
    parts.map((part) => `${channel}.${part}` as AppearanceSlot),
  ),
];

export function isSlotName(name: string): name is SlotName {
  return (allSlots as readonly string[]).includes(name);
}

/** Overridden slots of one integration. An empty text counts as "not overridden", as in OnCall. */
export type SlotOverrides = Partial<Record<SlotName, string>>;

/** The template in force for a slot, or undefined when it has none. */
export function templateOf(
  slot: SlotName,
  overrides: SlotOverrides,
  defaults: Partial<Record<SlotName, string>>,
): string | undefined {
  return overrides[slot] || defaults[slot];
}
