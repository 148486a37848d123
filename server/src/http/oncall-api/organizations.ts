import { type Answer, type ApiRequest, type Endpoint, ok } from "./endpoint.ts";
import { answerPage, readPageRequest } from "./pagination.ts";

/** One server is one organization; OnCall answers with the caller's for every id. */
export const organizationEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/organizations", role: "viewer", handle: list },
  { method: "GET", path: "/organizations/:id", role: "viewer", handle: async () => ok(organization) },
  { method: "GET", path: "/info", role: "viewer", handle: async ({ ctx }) => ok({ url: ctx.publicUrl }) },
];

const organization = { id: "OTCSNSERVER11" };
const pageSize = 25;

async function list({ address }: ApiRequest): Promise<Answer> {
  const page = readPageRequest(address, pageSize);
  const fetch = async () => ({ items: [organization], count: 1 });
  return ok(await answerPage(page, fetch, (items) => [...items]));
}
