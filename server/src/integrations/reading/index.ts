export { type FoundFacts, factsOf, labelled, leftOut, lines, partAlert, wholeAlert } from "./alerts.ts";
export { branchesOption, isBranchWanted } from "./branches.ts";
export { type CheckFields, checkInterpretation } from "./checks.ts";
export { grafanaSignature, grafanaSignatureOptions } from "./grafana-signature.ts";
export { boundedKey, joinedKey } from "./keys.ts";
export {
  type LabelledAlert,
  labelledAlertFacts,
  labelledAlertsIn,
  labelsText,
  statusOf,
} from "./labelled-alerts.ts";
export { choiceIn, isSwitchedOn } from "./options.ts";
export { bodyOrQuery, unwrapField, withoutFields } from "./requests.ts";
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
