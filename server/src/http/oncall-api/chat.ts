import { type Answer, type ApiRequest, type Endpoint, ok } from "./endpoint.ts";
import { answerPage, readPageRequest } from "./pagination.ts";

/** Lists of what a connected Slack workspace has. None can be connected yet, so they are empty. */
export const chatEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/user_groups", role: "viewer", handle: listNothing },
  { method: "GET", path: "/slack_channels", role: "viewer", handle: listNothing },
];

const pageSize = 50;

async function listNothing({ address }: ApiRequest): Promise<Answer> {
  const page = readPageRequest(address, pageSize);
  return ok(
    await answerPage(
      page,
      async () => ({ items: [], count: 0 }),
      () => [],
    ),
  );
}
