export { type ResealCounts, resealSecrets } from "./reseal.ts";
export { sealedColumns } from "./sealed-columns.ts";
