import { z } from "zod";
import type { ChannelSettings, Route } from "../../core/routes/index.ts";
import { isRecord } from "./fields.ts";
import { badField, badRequest } from "./refusals.ts";

/** Ways to reach people that OnCall lists on every route, although only chat channels do anything there. */
const personalChannels = ["mobile_app", "mobile_app_critical", "email", "webhook"] as const;

const channelSchema = z.object({
  id: z.string().nullish(),
  channel_id: z.string().nullish(),
  enabled: z.boolean().nullish(),
});

/** The chat part of a route as OnCall shows it. */
export function presentChannels(route: Route) {
  const { slack, telegram } = route.channels;
  return {
    slack: { channel_id: null, enabled: slack.enabled },
    telegram: { id: null, enabled: telegram.enabled },
    ...Object.fromEntries(personalChannels.map((name) => [name, { id: null, enabled: false }])),
  };
}

/**
 * Reads the chat switches of a route. No chat is connected yet, so a channel that is named does not exist.
 * @throws Refusal 400
 */
export function readChannels(body: Record<string, unknown>): Partial<ChannelSettings> {
  const slack = readChannel(body, "slack");
  if (slack?.channel_id) throw badRequest("Slack isn't connected to this workspace");
  const telegram = readChannel(body, "telegram");
  if (telegram?.id) throw badRequest("Telegram channel does not exist");
  return { ...switchOf("slack", slack?.enabled), ...switchOf("telegram", telegram?.enabled) };
}

function readChannel(
  body: Record<string, unknown>,
  name: string,
): z.output<typeof channelSchema> | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw badField(name, "Invalid data. Expected a dictionary.");
  const channel = channelSchema.safeParse(value);
  if (channel.success) return channel.data;
  const field = String(channel.error.issues[0]?.path[0] ?? "enabled");
  throw badField(
    name,
    field === "enabled" ? "enabled must be a valid boolean." : `${field} must be a string.`,
  );
}

/** `enabled: null` is shown as false; without the key the switch stays. */
function switchOf(name: "slack" | "telegram", enabled: boolean | null | undefined): Partial<ChannelSettings> {
  return enabled === undefined ? {} : { [name]: { enabled: enabled ?? false } };
}
