import type { components } from "../../api/schema.d.ts";

export type GroupSummary = components["schemas"]["AlertGroupSummary"];
export type GroupDetail = components["schemas"]["AlertGroup"];
export type Alert = components["schemas"]["Alert"];
export type TimelineEntry = components["schemas"]["TimelineEntry"];

/** What a person does to groups. */
export type GroupAction =
  | { action: "acknowledge" | "unacknowledge" | "resolve" | "unsilence" | "unattach" }
  /** Taking a resolve back brings the acknowledgement back as well. */
  | { action: "unresolve"; keep_acknowledgement?: boolean }
  | { action: "silence"; duration_seconds: number | null }
  /** The other one leads from now on. */
  | { action: "attach"; root_group_id: string };

export type ActionName = GroupAction["action"];

/** Each deed as a command and as something done. */
export const actionWords: Readonly<Record<ActionName, { command: string; done: string }>> = {
  acknowledge: { command: "Acknowledge", done: "acknowledged" },
  unacknowledge: { command: "Take acknowledgement back", done: "no longer acknowledged" },
  resolve: { command: "Resolve", done: "resolved" },
  unresolve: { command: "Take up again", done: "taken up again" },
  silence: { command: "Silence", done: "silenced" },
  unsilence: { command: "End silence", done: "no longer silenced" },
  attach: { command: "Attach", done: "attached" },
  unattach: { command: "Detach", done: "independent again" },
};

/** What takes a deed back, where it can be taken back. */
export const undoing: Readonly<Partial<Record<ActionName, GroupAction>>> = {
  acknowledge: { action: "unacknowledge" },
  silence: { action: "unsilence" },
  resolve: { action: "unresolve", keep_acknowledgement: true },
  attach: { action: "unattach" },
};
