import { expect, test } from "vitest";
import { github } from "../../src/integrations/github.ts";
import { useWorld } from "./world.ts";

const world = useWorld([github]);
const body = JSON.stringify(github.examples[0].body);
const headersOf = (delivery: string) => ({
  "content-type": "application/json",
  "x-github-event": "workflow_run",
  "x-github-delivery": delivery,
});

test("a delivery that GitHub sends again counts once, another one with the same body counts", async () => {
  const integration = await world.integrate("github", "Builds");
  const send = async (delivery: string) => (await world.post(integration, body, headersOf(delivery))).status;
  expect(await send("72d3162e-cc78-11e3-81ab-4c9367dc0958")).toBe(200);
  expect(await send("72d3162e-cc78-11e3-81ab-4c9367dc0958")).toBe(200);
  expect(await world.taken(integration)).toHaveLength(1);
  expect(await send("00000000-cc78-11e3-81ab-4c9367dc0958")).toBe(200);
  expect(await world.taken(integration)).toHaveLength(2);
});

test("another message under the same id is none that was sent again", async () => {
  const integration = await world.integrate("github", "Deployments");
  for (const each of [body, body.replace("failure", "success")]) {
    await world.post(integration, each, headersOf("72d3162e-cc78-11e3-81ab-4c9367dc0958"));
  }
  expect(await world.taken(integration)).toHaveLength(2);
});

test("each integration counts a delivery for itself, and one without an id counts always", async () => {
  const [one, other] = [await world.integrate("github", "One"), await world.integrate("github", "Other")];
  for (const integration of [one, other]) await world.post(integration, body, headersOf("shared"));
  expect(await world.taken(other)).toHaveLength(1);
  for (const id of ["", "x".repeat(201)]) {
    for (const _ of [1, 2]) await world.post(one, body, headersOf(id));
  }
  expect(await world.taken(one)).toHaveLength(5);
});
