export {
  createTemplateEngine,
  cutText,
  isTruthyCondition,
  type Rendered,
  shownFailure,
  type TemplateData,
  type TemplateEngine,
  type TemplateLanguage,
} from "./engine.ts";
export type { TemplateFailure } from "./model.ts";
export {
  type AppearanceSlot,
  allSlots,
  type ChannelName,
  channelSlots,
  type DecisionSlot,
  decisionSlots,
  isSlotName,
  type SlotName,
  type SlotOverrides,
  templateOf,
} from "./slots.ts";
