export { LiveFeed } from "./feed.ts";
export type { Change, News } from "./model.ts";
