import { expect, test } from "vitest";
import { type Integration, type IntegrationType, shelvesOf, stateOf } from "./model.ts";

const silent = { maintenance: null, last_request_at: null, refused_requests: 0 } as Integration;
const at = "2026-01-31T10:00:00Z";
const window = { mode: "debug", started_at: at, ends_at: at };

test.each([
  [{}, "silent"],
  [{ refused_requests: 2 }, "refusing"],
  [{ refused_requests: 2, last_request_at: at }, "receiving"],
  [{ last_request_at: at, maintenance: window }, "debug"],
  [{ maintenance: { ...window, mode: "maintenance" } }, "maintenance"],
])("an integration with %j is %s", (facts, state) => {
  expect(stateOf({ ...silent, ...facts })).toBe(state);
});

test("tools are found by title and by type, in the order of their shelves and then by title", () => {
  const tools = [
    ["zabbix", "Zabbix", "metrics"],
    ["alertmanager", "Alertmanager", "metrics"],
    ["webhook", "Webhook", "any"],
  ].map(([type, title, category]) => ({ type, title, category }) as IntegrationType);
  const titles = (text: string) =>
    shelvesOf(tools, text).map((shelf) => shelf.types.map(({ title }) => title));
  expect(titles("")).toEqual([["Webhook"], ["Alertmanager", "Zabbix"]]);
  expect(titles(" ALERT ")).toEqual([["Alertmanager"]]);
  expect(titles("nothing")).toEqual([]);
});
