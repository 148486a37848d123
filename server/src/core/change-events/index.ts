export type { ChangeEvent, NewChangeEvent } from "./model.ts";
export { insertChangeEvent, listChangeEvents } from "./store.ts";
