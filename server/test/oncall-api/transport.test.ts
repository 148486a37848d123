import Fastify from "fastify";
import { describe, expect, test } from "vitest";
import { createTeam, systemCaller } from "../../src/core/people/index.ts";
import { createAuthenticate } from "../../src/http/authentication.ts";
import { registerOncallApi } from "../../src/http/oncall-api/index.ts";
import { adminToken, publicUrl, useApi } from "./support.ts";

const api = useApi();

async function get(url: string, authorization?: string) {
  const headers = authorization === undefined ? {} : { authorization };
  const response = await api.app.inject({ method: "GET", url, headers });
  return { status: response.statusCode, body: response.json() };
}

describe("authentication", () => {
  test("a raw token, Bearer and Token are accepted", async () => {
    const token = await api.tokenFor("viewer");
    for (const header of [token, `Bearer ${token}`, `Token ${token}`, adminToken, `Bearer ${adminToken}`]) {
      expect((await get("/api/v1/users/current/", header)).status).toBe(200);
    }
  });

  test("no token, a bad token, an empty one: 403 Invalid token.", async () => {
    for (const header of [undefined, "", "nonsense", "Bearer", "Bearer x", "glsa_abc", "f".repeat(64)]) {
      expect(await get("/api/v1/teams/", header)).toEqual({
        status: 403,
        body: { detail: "Invalid token." },
      });
    }
  });

  test("the admin token of the settings is the first admin", async () => {
    const { body } = await get("/api/v1/users/current/", adminToken);
    expect(body).toMatchObject({ username: "admin", role: "admin" });
  });

  test("a role that is too low is told so before anything else", async () => {
    const denied = { status: 403, body: { detail: "You do not have permission to perform this action." } };
    const viewer = await api.tokenFor("viewer");
    expect(await api.call("POST", "/integrations/", "broken json", viewer)).toMatchObject(denied);
    expect(await api.call("DELETE", "/integrations/CUNKNOWN/", undefined, viewer)).toMatchObject(denied);
    expect(await api.call("POST", "/alert_groups/IUNKNOWN/resolve/", undefined, viewer)).toMatchObject(
      denied,
    );
    const responder = await api.tokenFor("responder");
    expect((await api.call("POST", "/alert_groups/IUNKNOWN/resolve/", undefined, responder)).status).toBe(
      404,
    );
    expect(await api.call("POST", "/webhooks/", {}, responder)).toMatchObject(denied);
  });
});

describe("addresses", () => {
  test("the slash at the end is optional, also below /oncall", async () => {
    for (const url of ["/api/v1/teams", "/api/v1/teams/", "/oncall/api/v1/teams", "/oncall/api/v1/teams/"]) {
      expect((await get(url, adminToken)).status).toBe(200);
    }
  });

  test("a server that ignores the slash itself serves both forms as well", async () => {
    const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } });
    registerOncallApi(app, api.ctx, { prefix: "", authenticate: createAuthenticate(api.ctx, adminToken) });
    for (const url of ["/api/v1/teams", "/api/v1/teams/"]) {
      const response = await app.inject({ method: "GET", url, headers: { authorization: adminToken } });
      expect(response.statusCode).toBe(200);
    }
    await app.close();
  });

  test("an unknown address is 404 in JSON", async () => {
    for (const url of ["/api/v1/nothing", "/api/v1/", "/api/v1/teams/T/x/", "/oncall/api/v1/nothing/"]) {
      expect(await get(url, adminToken)).toEqual({ status: 404, body: { detail: "Not found." } });
    }
  });

  test("a method that an address does not have is 405, with the methods it has", async () => {
    for (const [method, path] of [
      ["POST", "/alerts/"],
      ["PUT", "/teams/TX/"],
      ["OPTIONS", "/integrations"],
      ["GET", "/alert_groups/IX/resolve/"],
    ] as const) {
      const answer = await api.call(method, path);
      expect(answer).toMatchObject({ status: 405, body: { detail: `Method "${method}" not allowed.` } });
      expect(answer.headers.allow).toBeTruthy();
    }
  });
});

describe("bodies", () => {
  const post = (contentType: string, payload: string | Buffer) =>
    api.app.inject({
      method: "POST",
      url: "/api/v1/integrations/",
      headers: { authorization: adminToken, "content-type": contentType },
      payload,
    });

  test("broken JSON is told in Python's words", async () => {
    const response = await post("application/json", "nope");
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({
      detail: "JSON parse error - Expecting value: line 1 column 1 (char 0)",
    });
    expect((await post("application/json", '{"type": NaN}')).statusCode).toBe(400);
    expect((await post("application/json", Buffer.from([0x22, 0xff, 0x22]))).statusCode).toBe(400);
  });

  test("another media type is 415", async () => {
    const response = await post("text/plain", "type=webhook");
    expect(response.statusCode).toBe(415);
    expect(response.json()).toEqual({ detail: 'Unsupported media type "text/plain" in request.' });
  });

  test("forms are read as well", async () => {
    const form = await post("application/x-www-form-urlencoded", "type=webhook&name=Form&name=Form+two");
    expect(form.json()).toMatchObject({ name: "Form two" });
    const boundary = "xyz";
    const parts = [
      ["type", "webhook"],
      ["name", "Parts"],
    ].map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const multipart = await post(
      `multipart/form-data; boundary=${boundary}`,
      `${parts.join("")}--${boundary}--\r\n`,
    );
    expect(multipart.json()).toMatchObject({ name: "Parts" });
  });

  test("a body that is no object, and an empty one", async () => {
    expect((await post("application/json", "[]")).json()).toEqual({
      non_field_errors: ["Invalid data. Expected a dictionary, but got list."],
    });
    expect((await post("application/json", "")).json()).toEqual({ type: ["This field is required."] });
  });
});

describe("pages", () => {
  test("the keys come in OnCall's order, and an empty list has one page", async () => {
    const { body } = await api.call("GET", "/teams/?name=nobody");
    expect(Object.entries(body)).toEqual([
      ["count", 0],
      ["next", null],
      ["previous", null],
      ["results", []],
      ["page_size", 50],
      ["current_page_number", 1],
      ["total_pages", 1],
    ]);
  });

  test("addresses of neighbours are absolute, keep the query, and the first page has no number", async () => {
    for (let number = 0; number < 5; number += 1)
      await createTeam(api.ctx, systemCaller, { name: `team ${number}` });
    const first = await api.call("GET", "/teams?perpage=2&z=ä b");
    const query = "perpage=2&z=%C3%A4+b";
    expect(first.body.next).toBe(`${publicUrl}/api/v1/teams?page=2&${query}`);
    const second = await api.call("GET", "/teams/?page=2&perpage=2");
    expect(second.body).toMatchObject({
      count: 5,
      previous: `${publicUrl}/api/v1/teams/?perpage=2`,
      next: `${publicUrl}/api/v1/teams/?page=3&perpage=2`,
      current_page_number: 2,
      total_pages: 3,
      page_size: 2,
    });
    const prefixed = await api.call("GET", "/oncall/api/v1/teams/?perpage=4");
    expect(prefixed.body.next).toBe(`${publicUrl}/oncall/api/v1/teams/?page=2&perpage=4`);
  });

  test("a page behind the end is the last one", async () => {
    const { status, body } = await api.call("GET", "/teams/?page=99&perpage=2");
    expect(status).toBe(200);
    expect(body).toMatchObject({ current_page_number: 3, next: null, results: [{ name: "team 4" }] });
  });

  test("page numbers and sizes that make no sense count as absent", async () => {
    for (const query of [
      "page=0",
      "page=-1",
      "page=x",
      "perpage=0",
      "perpage=-5",
      "perpage=x",
      "page=1e3",
      "page=",
    ]) {
      const { body } = await api.call("GET", `/teams/?${query}`);
      expect(body).toMatchObject({ current_page_number: 1, page_size: 50, count: 5 });
    }
    expect((await api.call("GET", "/teams/?perpage=5000")).body.page_size).toBe(1000);
    expect((await api.call("GET", "/teams/?page=999999999999")).body.current_page_number).toBe(1);
  });

  test("following next visits everything once", async () => {
    const seen: string[] = [];
    let next: string | null = "/teams?perpage=2";
    while (next !== null) {
      const { body } = await api.call("GET", next.replace(`${publicUrl}/api/v1`, ""));
      seen.push(...body.results.map((team: { name: string }) => team.name));
      next = body.next;
    }
    expect(seen).toEqual(["team 0", "team 1", "team 2", "team 3", "team 4"]);
  });
});
