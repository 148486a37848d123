export { type FoundFacts, factsOf, labelled, leftOut, lines, partAlert, wholeAlert } from "./alerts.ts";
export {
  booleanAt,
  dictAt,
  firstText,
  listAt,
  numberAt,
  parseEmbedded,
  textAt,
  textEntriesAt,
  textOf,
  textsAt,
  valueAt,
} from "./values.ts";
export { severityOf, signalOf } from "./words.ts";
