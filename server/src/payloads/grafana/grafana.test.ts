import { describe, expect, it } from "vitest";
import { notificationBody, signBody } from "./body.ts";
import { fingerprint, labelSetText, type Source, toNotification } from "./notification.ts";
import { defaultMessage, defaultTitle, renderText } from "./texts.ts";

const nowMs = Date.parse("2026-03-01T12:00:00Z");

function bodyOf(source: Source, texts: { orgId: number; title: string; message: string }): string {
  const notification = toNotification(source);
  const render = (template: string) => {
    const text = renderText(template, notification, { vars: {}, nowMs });
    return text.kind === "text" ? text.text : text.partial;
  };
  return notificationBody(notification, {
    orgId: texts.orgId,
    title: render(texts.title),
    message: render(texts.message),
  });
}

/** The bodies were made by a Go program with the reference implementation's types. */
describe("Grafana's webhook", () => {
  it("has Grafana's bytes for an alert of a rule", () => {
    const body = bodyOf(
      {
        receiver: "ops.team+eu",
        externalUrl: "https://graf.example.net/sub",
        groupLabels: { alertname: "TideHigh" },
        groupKey: '{}/{team="sea"}:{alertname="TideHigh"}',
        maxAlerts: 0,
        truncation: "as_grafana",
        nowMs,
        alerts: [
          {
            labels: {
              __alert_rule_uid__: "rule9",
              alertname: "TideHigh",
              grafana_folder: "Coast & Bay",
              station: "north pier",
              team: "sea",
            },
            annotations: {
              __orgId__: "3",
              __values__: '{"A":4.75,"B":1,"C":1500000}',
              __value_string__: "[ var='A' labels={station=north pier} value=4.75 ]",
              __dashboardUid__: "tide1",
              __panelId__: "7",
              summary: "level > 4.5 m <now>",
            },
            startsAt: "2026-03-01T11:30:00.25Z",
            endsAt: "2026-03-01T12:04:00Z",
            generatorUrl: "https://graf.example.net/sub/alerting/grafana/rule9/view",
          },
        ],
      },
      { orgId: 3, title: defaultTitle, message: defaultMessage },
    );
    expect(body).toBe(
      '{"receiver":"ops\\\\.team\\\\+eu","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"TideHigh","grafana_folder":"Coast \\u0026 Bay","station":"north pier","team":"sea"},"annotations":{"summary":"level \\u003e 4.5 m \\u003cnow\\u003e"},"startsAt":"2026-03-01T11:30:00.25Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"https://graf.example.net/sub/alerting/grafana/rule9/view?orgId=3","fingerprint":"8c6ffd30f30f702f","silenceURL":"https://graf.example.net/sub/alerting/silence/new?alertmanager=grafana\\u0026matcher=__alert_rule_uid__%3Drule9\\u0026matcher=station%3Dnorth+pier\\u0026matcher=team%3Dsea\\u0026orgId=3","dashboardURL":"https://graf.example.net/sub/d/tide1?from=1772361000250\\u0026orgId=3\\u0026to=1772366400000","panelURL":"https://graf.example.net/sub/d/tide1?from=1772361000250\\u0026orgId=3\\u0026to=1772366400000\\u0026viewPanel=7","ruleUID":"rule9","values":{"A":4.75,"B":1,"C":1500000},"valueString":"[ var=\'A\' labels={station=north pier} value=4.75 ]","orgId":3}],"groupLabels":{"alertname":"TideHigh"},"commonLabels":{"alertname":"TideHigh","grafana_folder":"Coast \\u0026 Bay","station":"north pier","team":"sea"},"commonAnnotations":{"summary":"level \\u003e 4.5 m \\u003cnow\\u003e"},"externalURL":"https://graf.example.net/sub","version":"1","groupKey":"{}/{team=\\"sea\\"}:{alertname=\\"TideHigh\\"}","truncatedAlerts":0,"orgId":3,"title":"[FIRING:1] TideHigh (Coast \\u0026 Bay north pier sea)","state":"alerting","message":"**Firing**\\n\\nValue: A=4.75, B=1, C=1.5e+06\\nLabels:\\n - alertname = TideHigh\\n - grafana_folder = Coast \\u0026 Bay\\n - station = north pier\\n - team = sea\\nAnnotations:\\n - summary = level \\u003e 4.5 m \\u003cnow\\u003e\\nSource: https://graf.example.net/sub/alerting/grafana/rule9/view?orgId=3\\nSilence: https://graf.example.net/sub/alerting/silence/new?alertmanager=grafana\\u0026matcher=__alert_rule_uid__%3Drule9\\u0026matcher=station%3Dnorth+pier\\u0026matcher=team%3Dsea\\u0026orgId=3\\nDashboard: https://graf.example.net/sub/d/tide1?from=1772361000250\\u0026orgId=3\\u0026to=1772366400000\\nPanel: https://graf.example.net/sub/d/tide1?from=1772361000250\\u0026orgId=3\\u0026to=1772366400000\\u0026viewPanel=7\\n"}',
    );
    expect(signBody("s3cret-tide", body, "1772366400")).toBe(
      "45cda96e6e8f7202416cad325ae3fff94bb3aefe41c021bf1cc63b4638ce6ef5",
    );
  });

  it("cuts before it looks at the status, and keeps what a failing title had written", () => {
    const alert = (n: string, endsAt: string | null) => ({
      labels: { alertname: "A1", n },
      annotations: {},
      startsAt: "2026-03-01T10:00:00+02:00",
      endsAt,
      generatorUrl: "",
    });
    const body = bodyOf(
      {
        receiver: "solo",
        externalUrl: "http://g.local",
        groupLabels: {},
        groupKey: "{}:{}",
        maxAlerts: 1,
        truncation: "as_grafana",
        nowMs,
        alerts: [alert("2", null), alert("1", "2026-03-01T11:59:59Z")],
      },
      { orgId: 1, title: "{{ .Status }} {{ (index .Alerts 5).Status }}", message: "n={{ len .Alerts }}" },
    );
    expect(body).toBe(
      '{"receiver":"solo","status":"resolved","alerts":[{"status":"resolved","labels":{"alertname":"A1","n":"1"},"annotations":{},"startsAt":"2026-03-01T10:00:00+02:00","endsAt":"2026-03-01T11:59:59Z","generatorURL":"","fingerprint":"b5da2b54f7c0e8fd","silenceURL":"http://g.local/alerting/silence/new?alertmanager=grafana\\u0026matcher=alertname%3DA1\\u0026matcher=n%3D1","dashboardURL":"","panelURL":"","values":null,"valueString":""}],"groupLabels":{},"commonLabels":{"alertname":"A1","n":"1"},"commonAnnotations":{},"externalURL":"http://g.local","version":"1","groupKey":"{}:{}","truncatedAlerts":1,"orgId":1,"title":"resolved ","state":"ok","message":"n=1"}',
    );
    expect(signBody("k", body, null)).toBe(
      "dac3adfbb6b47ccb84c9545d6f590210a041e60d6bbe930dc7ea647784b21304",
    );
  });

  it("keeps firing alerts before resolved ones, and the status of all, when it cuts by default", () => {
    const alert = (n: string, endsAt: string | null) => ({
      labels: { alertname: "A1", n },
      annotations: {},
      startsAt: "2026-03-01T10:00:00Z",
      endsAt,
      generatorUrl: "",
    });
    const cut = (maxAlerts: number) =>
      toNotification({
        receiver: "solo",
        externalUrl: "",
        groupLabels: {},
        groupKey: "{}:{}",
        maxAlerts,
        truncation: "firing_first",
        nowMs,
        alerts: [alert("3", null), alert("1", "2026-03-01T11:59:59Z"), alert("2", "2026-03-01T11:00:00Z")],
      });
    const told = (maxAlerts: number) => cut(maxAlerts).alerts.map(({ labels }) => labels.n);
    expect([told(1), told(2), told(3), told(0)]).toEqual([
      ["3"],
      ["1", "3"],
      ["1", "2", "3"],
      ["1", "2", "3"],
    ]);
    expect(cut(1)).toMatchObject({ status: "firing", truncatedAlerts: 2 });
  });

  it("sends the text of a custom payload as it is, variables filled in", () => {
    const notification = toNotification({
      receiver: "solo",
      externalUrl: "http://g.local",
      groupLabels: {},
      groupKey: "{}:{}",
      maxAlerts: 0,
      truncation: "as_grafana",
      nowMs,
      alerts: [
        {
          labels: { alertname: "A1", n: "1" },
          annotations: {},
          startsAt: "2026-03-01T10:00:00Z",
          endsAt: null,
          generatorUrl: "",
        },
      ],
    });
    const rendered = renderText(
      '{{ coll.Dict "text" (tmpl.Exec "default.title" .) "room" .Vars.room "n" (len .Alerts) | data.ToJSON }}',
      notification,
      { vars: { room: "ops & co" }, nowMs },
    );
    expect(rendered).toEqual({
      kind: "text",
      text: '{"n":1,"room":"ops \\u0026 co","text":"[FIRING:1]  (A1 1)"}',
    });
    expect(signBody("k", rendered.kind === "text" ? rendered.text : "", "1772366400")).toBe(
      "251c09bbd356dec338f42ee313a2ccb9874af9f6af5ff7727d99b9b9de189364",
    );
  });

  it("signs an empty body", () => {
    expect(signBody("k", "", "1772366400")).toBe(
      "6107e65c954cc2966e474b6a25d1e2a4be8ce66e21989dc58ba47716b386c693",
    );
  });

  it("knows an alert by all its labels", () => {
    expect(fingerprint({ lbl1: "val1", alertname: "alert1" })).toBe("fac0861a85de433a");
  });

  it("writes labels in a group key in their order", () => {
    expect(labelSetText({ b: 'y"', a: "x" })).toBe('{a="x", b="y\\""}');
  });
});
