import type { TemplateChanges } from "../../core/integrations/index.ts";
import {
  allSlots,
  type ChannelName,
  channelSlots,
  isSlotName,
  type SlotName,
  type SlotOverrides,
} from "../../core/templates/index.ts";
import { isRecord } from "./fields.ts";
import { badRequest, type Refusal } from "./refusals.ts";

const plainSlots = allSlots.filter((slot) => !slot.includes("."));
const channels = Object.entries(channelSlots) as [ChannelName, readonly string[]][];

/** OnCall ignores slots that it does not know in these channels, and refuses them in the others. */
const lenientChannels: ReadonlySet<ChannelName> = new Set(["mobile_app", "email", "webhook"]);

/** All slots; null where the type's default is in force. */
export function presentTemplates(templates: SlotOverrides) {
  const text = (slot: string) => (isSlotName(slot) ? (templates[slot] ?? null) : null);
  const plain = plainSlots.map((slot) => [slot, text(slot)]);
  const byChannel = channels.map(([channel, parts]) => [
    channel,
    Object.fromEntries(parts.map((part) => [part, text(`${channel}.${part}`)])),
  ]);
  return Object.fromEntries([...plain, ...byChannel]);
}

/**
 * Reads what a client writes: absent keys stay, null resets a slot or a whole channel, unknown keys are ignored.
 * @throws Refusal 400
 */
export function readTemplates(written: Record<string, unknown>): TemplateChanges {
  const changes: TemplateChanges = {};
  for (const slot of plainSlots) {
    const value = written[slot];
    if (value === undefined) continue;
    if (value !== null && typeof value !== "string") throw brokenTemplate(slot);
    changes[slot] = value;
  }
  for (const [channel] of channels) Object.assign(changes, readChannel(channel, written[channel]));
  return changes;
}

function readChannel(channel: ChannelName, value: unknown): TemplateChanges {
  const parts: readonly string[] = channelSlots[channel];
  if (value === undefined) return {};
  if (value === null) return Object.fromEntries(parts.map((part) => [`${channel}.${part}`, null]));
  if (!isRecord(value)) throw badRequest(`Invalid ${channel} template data`);
  const isKnown = Object.keys(value).every((part) => parts.includes(part));
  if (!isKnown && !lenientChannels.has(channel)) throw badRequest("Invalid template data");
  const changes: TemplateChanges = {};
  for (const [part, text] of Object.entries(value)) {
    const slot = `${channel}.${part}`;
    if (!isSlotName(slot)) continue;
    if (text !== null && typeof text !== "string") throw brokenTemplate(slot);
    changes[slot] = text;
  }
  return changes;
}

/** The refusal of a text that is no template. */
export function brokenTemplate(slot: SlotName): Refusal {
  const [channel, part] = slot.split(".");
  return badRequest(
    part === undefined ? `Invalid ${channel} template data` : `invalid ${channel} ${part} template`,
  );
}
