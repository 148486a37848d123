import { api, unwrap } from "../../../api/client.ts";

/** Sends what the tool would send, into a new alert group. */
export async function sendDemoAlert(id: string) {
  const { alert_groups } = await unwrap(
    api.POST("/api/v2/integrations/{id}/demo-alert", { params: { path: { id } }, body: {} }),
  );
  return alert_groups;
}
