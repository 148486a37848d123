import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { outgoingPolicy } from "./outgoing-policy.ts";
import { judgeUrl } from "./platform/http-client/index.ts";

const policy = outgoingPolicy(readConfig({}), "https://oncall.example.com");

test.each([
  "/integrations/v1/webhook/token/",
  "/oncall/integrations/v1/inbound_email_webhook",
  "/api/integrations/datadog?integrationId=C1",
  "/v2/enqueue",
  "/v2/change/enqueue",
  "/v2/alerts/a1/close",
  "/api/v1/incoming-webhooks/grafana.incident.create",
  "/api/plugins/grafana-irm-app/resources/api/experimental/incoming-webhook/grafana.incident.create",
])("an outgoing webhook cannot make alerts of this server's own: %s is refused", (path) => {
  expect(judgeUrl(`https://oncall.example.com${path}`, policy)).toMatchObject({ rule: "R17" });
});

test("the server's other paths, and the same paths elsewhere, are not refused for that", () => {
  for (const url of [
    "https://oncall.example.com/api/v2/alert-groups",
    "https://other.example.com/v2/enqueue",
  ])
    expect(judgeUrl(url, policy)).not.toMatchObject({ rule: "R17" });
});
