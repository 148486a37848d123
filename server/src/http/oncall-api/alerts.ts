import { type AlertView, searchAlerts } from "../../core/alert-groups/search.ts";
import { type Answer, type ApiRequest, type Endpoint, ok } from "./endpoint.ts";
import { RawJson } from "./json.ts";
import { answerPage, readPageRequest } from "./pagination.ts";
import { readParameter } from "./query.ts";

export const alertEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/alerts", role: "viewer", handle: list },
];

const pageSize = 50;

async function list({ ctx, query, address }: ApiRequest): Promise<Answer> {
  const id = readParameter(query, "id");
  const groupId = readParameter(query, "alert_group_id");
  const text = readParameter(query, "search");
  const filter = {
    ...(id === undefined ? {} : { id }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(text === undefined ? {} : { text }),
  };
  const page = readPageRequest(address, pageSize);
  const fetch = (slice: Parameters<typeof searchAlerts>[2]) => searchAlerts(ctx.db, filter, slice);
  return ok(await answerPage(page, fetch, (alerts) => alerts.map(presentAlert)));
}

export function presentAlert(alert: AlertView) {
  return {
    id: alert.publicId,
    alert_group_id: alert.groupPublicId,
    created_at: alert.createdAt,
    payload: new RawJson(alert.payload),
  };
}
