export {
  createTemplateEngine,
  cutText,
  isTruthyCondition,
  type Rendered,
  shownFailure,
  type TemplateData,
  type TemplateEngine,
  type TemplateFailure,
  type TemplateLanguage,
} from "./engine.ts";
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
