export { confirmDefaultRoute, dismissFirstSteps } from "./change.ts";
export { lookForFirstSteps } from "./look.ts";
export { type DoneStep, type FirstSteps, type StepName, stepNames } from "./model.ts";
