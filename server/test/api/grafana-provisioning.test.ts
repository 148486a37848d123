import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { useWorld } from "./support.ts";

const world = useWorld();

/** As a team writes it by hand: environment variables escaped, several receivers, secure settings beside plain ones. */
const file = `
# contact points of the platform team
apiVersion: 1
contactPoints:
  - orgId: 3
    name: ops.team+eu
    receivers:
      - uid: webhook_ops
        type: webhook
        disableResolveMessage: true
        settings:
          url: 'https://hooks.example.com/{{ .CommonLabels.team }}'
          httpMethod: PUT
          maxAlerts: "5"
          authorization_scheme: Token
          authorization_credentials: abc-123-credentials
          title: '{{ range $$i, $$a := .Alerts }}{{ $$i }}{{ end }}'
          message: |
            {{ len .Alerts.Firing }} firing
          headers:
            X-Room: ops
          payload:
            template: '{{ coll.Dict "room" .Vars.room | data.ToJSON }}'
            vars:
              room: ops & co
          hmacConfig:
            header: X-Signature
            timestampHeader: X-Time
          tlsConfig:
            insecureSkipVerify: false
        secureSettings:
          hmacConfig.secret: s3cret-tide
          tlsConfig.caCertificate: |
${readFileSync(new URL("../http-client/certificates/ca.cert.pem", import.meta.url), "utf8").replaceAll(/^/gm, "            ")}
      - uid: mail_ops
        type: email
        settings:
          addresses: ops@example.com
  - name: tokens
    receivers:
      - uid: webhook_tokens
        type: webhook
        settings:
          url: https://hooks.example.com/oauth
          newInGrafana: 1
          http_config:
            oauth2:
              token_url: https://id.example.com/token
              client_id: tocsin
              client_secret: shhh-the-client
              scopes: [alerts, pages]
`;

function receiverFile(settings: string, more = ""): string {
  return `apiVersion: 1\ncontactPoints:\n  - name: x\n    receivers:\n      - type: webhook\n        settings: ${settings}\n${more}`;
}

function importFile(yaml: string, more: object = {}) {
  return world.call("POST", "/webhooks/import-grafana", { body: { yaml, ...more } });
}

test("a provisioning file becomes webhooks with the same settings, and a dry run makes none", async () => {
  const tried = await importFile(file, { dry_run: true });
  expect(tried.body.items.map(({ error }: { error: string | null }) => error)).toEqual([null, null]);
  expect((await world.call("GET", "/webhooks")).body.items).toEqual([]);
  const done = await importFile(file);
  expect(done.status).toBe(200);
  expect(done.body.skipped).toEqual([{ contact_point: "ops.team+eu", type: "email" }]);
  const [ops, tokens] = done.body.items;
  expect(ops).toMatchObject({ contact_point: "ops.team+eu", uid: "webhook_ops", error: null, ignored: [] });
  expect(tokens).toMatchObject({ error: null, ignored: ["newInGrafana"] });
  const read = await world.call("GET", `/webhooks/${ops.webhook_id}`);
  expect(read.body).toMatchObject({
    dialect: "grafana",
    url: "https://hooks.example.com/{{ .CommonLabels.team }}",
    http_method: "PUT",
    has_authorization_header: true,
    connection: { tls: { has_ca: true, insecure_skip_verify: false } },
    settings: {
      receiver: "ops.team+eu",
      org_id: 3,
      max_alerts: 5,
      send_resolved: false,
      title: "{{ range $i, $a := .Alerts }}{{ $i }}{{ end }}",
      headers: { "X-Room": "ops" },
      payload: { vars: { room: "ops & co" } },
      hmac: { header: "X-Signature", timestamp_header: "X-Time" },
    },
  });
  expect(read.body.signing_secret.set_at).not.toBeNull();
  const other = await world.call("GET", `/webhooks/${tokens.webhook_id}`);
  expect(other.body).toMatchObject({
    signing_secret: { set_at: null },
    connection: { oauth2: { client_id: "tocsin", scopes: ["alerts", "pages"] } },
  });
  expect(read.text + other.text).not.toMatch(/s3cret-tide|abc-123|shhh|BEGIN CERT/);
});

test("what is exported has no secret, and is read as the same settings again", async () => {
  const exported = await world.call("GET", "/webhooks/export-grafana");
  const { yaml } = exported.body;
  expect(yaml).not.toMatch(/s3cret-tide|abc-123|shhh|BEGIN CERT/);
  expect(yaml).toContain('# "ops.team+eu": hmacConfig.secret');
  expect(yaml).toContain("range $$i, $$a := .Alerts");
  const before = (await world.call("GET", "/webhooks")).body.items;
  const settingsOf = async (id: string) => (await world.call("GET", `/webhooks/${id}`)).body.settings;
  const kept = await Promise.all(before.map(({ id }: { id: string }) => settingsOf(id)));
  for (const { id } of before) await world.call("DELETE", `/webhooks/${id}`);
  const again = await importFile(yaml.replaceAll(/ +hmacConfig:\n( +(header|timestampHeader): .*\n)+/g, ""));
  const ids = again.body.items.map((item: { webhook_id: string }) => item.webhook_id);
  const made = await Promise.all(ids.map(settingsOf));
  const comparable = ({ hmac: _, ...settings }: Record<string, unknown>) => settings;
  const byReceiver = (all: Record<string, unknown>[]) =>
    all.map(comparable).sort((one, other) => String(one.receiver).localeCompare(String(other.receiver)));
  expect(byReceiver(made)).toEqual(byReceiver(kept));
});

test.each([
  ["no YAML", "apiVersion: [", "not YAML"],
  ["another version", "apiVersion: 2\ncontactPoints: []", "apiVersion"],
  ["a key twice", "apiVersion: 1\napiVersion: 1\ncontactPoints: []", "not YAML"],
  ["no URL", receiverFile("{}"), "contactPoints.0.receivers.0.settings.url"],
  [
    "a secret that was taken out",
    receiverFile('{url: "https://a.example", password: "[REDACTED]"}'),
    "settings.password",
  ],
  ["a variable of Grafana's", receiverFile('{url: "https://a.example", password: $PW}'), "settings.password"],
  [
    "a method Grafana does not know",
    receiverFile('{url: "https://a.example", httpMethod: GET}'),
    "settings.httpMethod",
  ],
  [
    "two ways to authorize",
    receiverFile('{url: "https://a.example", username: a, password: b, authorization_credentials: c}'),
    "settings.authorization_credentials",
  ],
  [
    "HMAC without a secret",
    receiverFile('{url: "https://a.example", hmacConfig: {}}'),
    "settings.hmacConfig.secret",
  ],
  ["an alias without its anchor", "apiVersion: 1\ncontactPoints: *none", "not YAML"],
])("a file with %s is refused with the place", async (_name, yaml, place) => {
  const answer = await importFile(yaml);
  expect({ status: answer.status, field: answer.body.error?.field }).toEqual({ status: 422, field: "yaml" });
  expect(answer.body.error.message).toContain(place);
});

test("aliases that multiply are refused", async () => {
  const levels = Array.from(
    { length: 9 },
    (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`)}]`,
  );
  const yaml = `l0: &l0 [x,x,x,x,x,x,x,x,x]\n${levels.join("\n")}\napiVersion: 1\ncontactPoints: []\n`;
  expect((await importFile(yaml)).status).toBe(422);
});

test("a contact point that cannot be made is told with its field and keeps no other from being made", async () => {
  const yaml = `apiVersion: 1
contactPoints:
  - name: bad header
    receivers: [{type: webhook, settings: {url: "https://a.example", headers: {Cookie: a}}}]
  - name: bad template
    receivers: [{type: webhook, settings: {url: "https://a.example", title: "{{ .Status"}}]
  - name: bad certificate
    receivers: [{type: webhook, settings: {url: "https://a.example", tlsConfig: {caCertificate: x}}}]
  - name: a good one
    receivers: [{type: webhook, settings: {url: "https://a.example"}}]
`;
  const { items } = (await importFile(yaml)).body;
  expect(items.map(({ error }: { error: string | null }) => error?.split(":", 2).join(":") ?? null)).toEqual([
    "settings: headers",
    "settings: title",
    expect.stringContaining("connection.tls.ca"),
    null,
  ]);
  expect(items[3].webhook_id).not.toBeNull();
});
