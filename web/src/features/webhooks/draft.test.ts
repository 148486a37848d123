import { expect, test } from "vitest";
import { draftOf, newDraft, toBody, toChanges } from "./draft.ts";
import type { WebhookDetail } from "./model.ts";

const saved: WebhookDetail = {
  ...{
    id: "WH1",
    name: "Chat",
    is_enabled: true,
    disabled_reason: null,
    outage: null,
    team_id: null,
    dialect: "oncall",
  },
  ...{ settings: {}, trigger: "resolve", http_method: "POST", url: "https://example.com", headers: null },
  ...{ data: "{}", trigger_template: null, forward_all: false, username: null, integration_ids: [] },
  ...{ has_password: true, has_authorization_header: false, connection: { tls: { has_ca: true } } },
  signing_secret: { public_key: null, set_at: null, previous_until: null },
  deadline_ms: 10_000,
  delivery: {
    ...{ retry: [5, 60], expires_after_seconds: null, per_second: null, ordered: true },
    disable_after_days: null,
  },
  ...{ created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" },
};

test("a form that was not touched changes nothing", () => {
  expect(toChanges(draftOf(saved), saved)).toEqual({});
});

test("only what was touched is changed, so that a receiver is not taken for a new one", () => {
  const draft = { ...draftOf(saved), name: "Talk", password: "new" };
  expect(toChanges(draft, saved)).toEqual({ name: "Talk", password: "new" });
});

test("a new webhook is made with all that the form says", () => {
  const body = toBody({ ...newDraft("oncall"), name: "Chat", url: "https://example.com" });
  expect(body).toMatchObject({ name: "Chat", dialect: "oncall", is_enabled: true, deadline_ms: 10_000 });
});
