import type { HttpClient } from "./client.ts";

const deadlineMs = 5000;

/** The text behind a URL when it answers with 200 and all of it, else undefined. */
export async function fetchText(client: HttpClient, url: string): Promise<string | undefined> {
  const outcome = await client.request({ method: "GET", url, deadlineMs });
  if (outcome.kind !== "response" || outcome.status !== 200 || outcome.isTruncated) return undefined;
  return outcome.body.toString("utf8");
}
