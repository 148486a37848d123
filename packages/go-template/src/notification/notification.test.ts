import { describe, expect, it } from "vitest";
import {
  createEnvironment,
  defaultTemplates,
  grafanaFunctions,
  type NotificationInput,
  notificationData,
} from "../index.ts";

const stored = createEnvironment({
  functions: grafanaFunctions({ tenantId: "7" }),
  missingKey: "zero",
}).compile([{ name: "", source: defaultTemplates }]);
const input: NotificationInput = {
  receiver: "r",
  status: "firing",
  groupLabels: { alertname: "A" },
  commonLabels: { alertname: "A", n: "1" },
  alerts: [
    {
      status: "firing",
      labels: { alertname: "A", n: "1" },
      orgId: 3,
      enrichments: { a: ["<b>", 1] },
      values: null,
    },
  ],
};

function render(template: string, data = input): string {
  return stored
    .compileWith(template)
    .render(notificationData(data), { now: new Date("2026-03-01T12:00:00Z") });
}

describe("notification data", () => {
  it("writes an alert as the webhook does, enrichments as they are", () => {
    expect(render("{{ data.ToJSON .Alerts }}")).toBe(
      '[{"status":"firing","labels":{"alertname":"A","n":"1"},"annotations":{},"startsAt":"0001-01-01T00:00:00Z",' +
        '"endsAt":"0001-01-01T00:00:00Z","generatorURL":"","fingerprint":"","silenceURL":"","dashboardURL":"",' +
        '"panelURL":"","values":null,"valueString":"","orgId":3,"enrichments":{"a":["\\u003cb\\u003e",1]}}]',
    );
  });

  it("reads times with nine digits and any offset", () => {
    const alerts = [{ status: "firing", labels: {}, startsAt: "2026-03-01T10:15:30.123456789+02:00" }];
    expect(render("{{ (index .Alerts 0).StartsAt }}", { ...input, alerts })).toBe(
      "2026-03-01 10:15:30.123456789 +0200 +0200",
    );
  });

  it("takes the clock from the options", () => {
    expect(render('{{ (time.Now).UTC.Format "2006-01-02 15:04" }}')).toBe("2026-03-01 12:00");
  });
});

describe("default templates", () => {
  it("leave the space after an empty group", () => {
    const alone = { ...input, groupLabels: {}, commonLabels: {} };
    expect(render('{{ template "default.title" . }}|', alone)).toBe("[FIRING:1]  |");
    expect(render('{{ template "default.title" . }}')).toBe("[FIRING:1] A (1)");
  });

  it("give the default payload as JSON with sorted keys", () => {
    const payload: unknown = JSON.parse(render('{{ template "webhook.default.payload" . }}'));
    expect(payload).toMatchObject({ orgId: 3, state: "alerting", title: "[FIRING:1] A (1)", version: "1" });
  });
});

it("the functions of an installation say what they were told", () => {
  expect(render("{{ tenantID }}")).toBe("7");
  expect(render('{{ queryFromGeneratorURL "http://p/graph?g0.expr=up%3D%3D0&g0.tab=1" }}')).toBe("up==0");
  expect(render('{{ grafanaExploreURL "http://g" "ds" "now-1h" "now" "up" }}')).toBe(
    "http://g/explore?left=%7B%22range%22%3A%7B%22from%22%3A%22now-1h%22%2C%22to%22%3A%22now%22%7D%2C" +
      "%22queries%22%3A%5B%7B%22datasource%22%3A%7B%22type%22%3A%22prometheus%22%2C%22uid%22%3A%22ds%22%7D%2C" +
      "%22expr%22%3A%22up%22%2C%22refId%22%3A%22A%22%7D%5D%7D",
  );
});
