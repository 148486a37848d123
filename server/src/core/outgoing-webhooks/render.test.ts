import { type Dict, parseJson } from "@tocsin/jinja";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTemplateEngine } from "../templates/index.ts";
import { createMessageTemplates } from "./message-templates.ts";
import { type MessagePlan, type RenderedMessage, renderMessage } from "./render.ts";

const templates = createMessageTemplates(createTemplateEngine());

const description = parseJson(`{
  "event": {"type": "acknowledge"},
  "alert_group_id": "IABCDEFGHIJKL",
  "alert_payload": {"message":"say \\"hi\\"\\nbye\\\\","n":1,"ok":true,"none":null,"tags":["a","b\\"c"],"text":"it's",
    "f":1.0,"big":12345678901234567890,"u":"é","labels":{"team":"sre"},"quoted":{"note":"it's","list":["it's"]}}
}`) as Dict;

const plan: MessagePlan = {
  httpMethod: "POST",
  triggerTemplate: null,
  url: "https://example.com/hook",
  headers: null,
  data: null,
  forwardAll: false,
  username: null,
  password: null,
  authorizationHeader: null,
};

function render(changes: Partial<MessagePlan>): RenderedMessage {
  return renderMessage({ ...plan, ...changes }, description, templates);
}

function messageOf(changes: Partial<MessagePlan>) {
  const rendered = render(changes);
  if (rendered.kind !== "message") throw new Error(`no message: ${JSON.stringify(rendered)}`);
  return rendered.message;
}

/** How the body travels, in the words of the specification. */
function bodyOf(data: string): string {
  const { body, headers } = messageOf({ data });
  return `${headers["Content-Type"] === "application/json" ? "json" : "raw"} ${body}`;
}

describe("the body", () => {
  test.each([
    [`{"text": "{{ alert_payload.message }}"}`, String.raw`json {"text": "say \"hi\"\nbye\\"}`],
    [`{"n": {{ alert_payload.n }}, "ok": {{ alert_payload.ok | tojson }}}`, `json {"n": 1, "ok": true}`],
    [`{"ok": {{ alert_payload.ok }}}`, `raw {"ok": True}`],
    [`{"p": "{{ payload }}"}`, `json {"p": "None"}`],
    ["{{ event.type }}", "raw acknowledge"],
    [`"{{ event.type }}"`, `json "acknowledge"`],
    ["plain {{ alert_payload.text }}", "raw plain it's"],
  ])("%s is sent as %s", (data, expected) => {
    expect(bodyOf(data)).toBe(expected);
  });

  test.each([
    ["{{ alert_payload.message | tojson }}", String.raw`json "say \"hi\"\nbye\\"`],
    [`{"tags": {{ alert_payload.tags | tojson }}}`, String.raw`json {"tags": ["a", "b\"c"]}`],
    [`{"tags": {{ alert_payload.tags | json_dumps }}}`, String.raw`json {"tags": ["a", "b\"c"]}`],
    [`{"tags": {{ alert_payload.tags | tojson_pretty }}}`, String.raw`json {"tags": ["a", "b\"c"]}`],
    ["{{ alert_payload.tags | tojson(2) }}", String.raw`json ["a", "b\"c"]`],
    [`{{ {"m": alert_payload.message} | tojson }}`, String.raw`json {"m": "say \"hi\"\nbye\\"}`],
    [`{"m": {{ (alert_payload.message ~ "!") | tojson }}}`, String.raw`json {"m": "say \"hi\"\nbye\\!"}`],
  ])("%s is not escaped twice: %s", (data, expected) => {
    expect(bodyOf(data)).toBe(expected);
  });

  test("a whole payload through tojson arrives as it was, numbers spelt as they were", () => {
    expect(JSON.parse(messageOf({ data: "{{ alert_payload | tojson }}" }).body ?? "")).toEqual(
      JSON.parse(messageOf({ data: '{"x": {{ alert_payload | tojson }} }' }).body ?? "").x,
    );
    expect(bodyOf("[{{ alert_payload.f }}, {{ alert_payload.big }}, 1.50, 1e2]")).toBe(
      "json [1.0, 12345678901234567890, 1.5, 100.0]",
    );
  });

  test("a whole dict in quotes is Python's text with double quotes escaped: JSON as long as no text has quotes", () => {
    expect(bodyOf('{"labels": "{{ alert_payload.labels }}"}')).toBe(`json {"labels": "{'team': 'sre'}"}`);
    expect(bodyOf('{"d": "{{ alert_payload.quoted }}"}')).toBe(
      String.raw`json {"d": "{'note': \"it's\", 'list': [\"it's\"]}"}`,
    );
    expect(bodyOf('{"all": "{{ alert_payload }}"}')).toMatch(/^raw /);
  });

  test("JSON is written as Python's requests does: blanks after separators, ASCII only, no number lost", () => {
    expect(bodyOf('{"a":[1,2],"u":"{{ alert_payload.u }}"}')).toBe(
      String.raw`json {"a": [1, 2], "u": "\u00e9"}`,
    );
  });

  test("other text is sent as it is, letters beyond ASCII too, without a content type", () => {
    expect(messageOf({ data: "{{ alert_payload.u }}!" })).toMatchObject({ body: "é!", headers: {} });
  });

  test("with forward_all it is the whole event, whatever data says", () => {
    const { body } = messageOf({ forwardAll: true, data: "{{ broken" });
    expect(body).toMatch(/^\{"event": \{"type": "acknowledge"\}, "alert_group_id": "IABCDEFGHIJKL", /);
    expect(body).toContain('"f": 1.0, "big": 12345678901234567890, "u": "\\u00e9"');
  });

  test.each(["GET", "DELETE", "OPTIONS"] as const)("%s has none", (httpMethod) => {
    expect(messageOf({ httpMethod, forwardAll: true })).toMatchObject({ body: null, headers: {} });
  });

  test("NaN is not JSON for a receiver, so it travels as text", () => {
    expect(bodyOf('{"x": NaN}')).toBe('raw {"x": NaN}');
    expect(bodyOf('{"x": "NaN"}')).toBe('json {"x": "NaN"}');
  });

  test("a broken template is a failure of the data part, worded for its author", () => {
    expect(render({ data: "{{ alert_payload.nope.x }}" })).toMatchObject({
      kind: "unmade",
      cause: "template",
      part: "data",
      message: "Template Warning: 'dict object' has no attribute 'nope'",
    });
  });
});

describe("the trigger template", () => {
  test.each([
    ["{{ event.type == 'acknowledge' }}", "message"],
    ["1", "message"],
    ["TRUE", "message"],
    ["{{ alert_payload.message == 'say \"hi\"\nbye\\\\' }}", "message"],
    [" true", "unwanted"],
    ["ok", "unwanted"],
    ["2", "unwanted"],
    ["{{ alert_payload.nope }}", "unwanted"],
    ["{{ alert_payload.nope.x }}", "unmade"],
  ])("%j leads to: %s", (triggerTemplate, kind) => {
    expect(render({ triggerTemplate }).kind).toBe(kind);
  });

  test("its text is kept for the log", () => {
    expect(render({ triggerTemplate: "{{ alert_payload.ok }}" })).toMatchObject({ trigger: "True" });
  });
});

describe("the URL", () => {
  test("is rendered from the values as they are", () => {
    expect(
      messageOf({ url: "https://example.com/{{ alert_group_id }}?t={{ alert_payload.text }}" }).url,
    ).toBe("https://example.com/IABCDEFGHIJKL?t=it's");
  });

  test("credentials in it travel as basic authentication, not in the URL", () => {
    const message = messageOf({ url: "https://al%40ice:p%3Aw@example.com/@x" });
    expect(message.url).toBe("https://example.com/@x");
    expect(message.headers).toEqual({ Authorization: `Basic ${btoa("al@ice:p:w")}` });
  });

  test("an at sign in the path is no credential", () => {
    expect(messageOf({ url: "https://example.com/@x" })).toMatchObject({
      url: "https://example.com/@x",
      headers: {},
    });
  });
});

describe("headers", () => {
  test("come from a JSON object whose texts are escaped", () => {
    const headers = '{"X-Message": "{{ alert_payload.text }}", "X-N": {{ alert_payload.n }}, "X-Gone": null}';
    expect(messageOf({ headers }).headers).toEqual({ "X-Message": "it's", "X-N": "1" });
  });

  test.each([["[]"], ["nothing"], ['"text"'], ["{{ event }}"]])("%s is no JSON object", (headers) => {
    expect(render({ headers })).toMatchObject({
      kind: "unmade",
      part: "headers",
      message: "Template did not result in json/dict",
    });
  });

  test.each([
    ['{"Host": "internal"}'],
    ['{"Content-Length": "0"}'],
    ['{"webhook-id": "forged"}'],
    ['{"X-A": "b\\r\\nX-C: d"}'],
    ['{"X A": "b"}'],
    ['{"X-Message": "{{ alert_payload.message }}"}'],
  ])("%s is refused", (headers) => {
    expect(render({ headers })).toMatchObject({ kind: "unmade", cause: "policy", part: "headers" });
  });

  test("a content type of the author's replaces ours, however it is spelt", () => {
    const message = messageOf({ headers: '{"content-type": "application/cloudevents+json"}', data: "{}" });
    expect(message.headers).toEqual({ "content-type": "application/cloudevents+json" });
  });
});

describe("Authorization", () => {
  const basic = `Basic ${btoa("bob:secret")}`;
  const headers = '{"authorization": "from the template"}';

  test("basic authentication wins over the header, the header over the template", () => {
    const authorizationHeader = "Bearer token";
    const credentials = { username: "bob", password: "secret" };
    expect(messageOf({ headers }).headers).toEqual({ authorization: "from the template" });
    expect(messageOf({ headers, authorizationHeader }).headers).toEqual({ Authorization: "Bearer token" });
    expect(messageOf({ headers, authorizationHeader, ...credentials }).headers).toEqual({
      Authorization: basic,
    });
  });

  test("a user name without a password is not sent", () => {
    expect(messageOf({ username: "bob" }).headers).toEqual({});
  });
});

describe("whatever authors write and monitoring tools send", () => {
  const piece = fc.constantFrom(
    "{{ alert_payload }}",
    "{{ alert_payload.a | tojson }}",
    "{{ alert_payload.a }}",
    "{% for x in alert_payload %}{{ x }}{% endfor %}",
    "{{ event",
    "{%",
    '"',
    "\\",
    "{",
    "}",
    "\r\n",
    ":",
    "X-A",
    "https://",
    "@",
  );
  const template = fc
    .array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 8 })
    .map((parts) => parts.join(""));

  test("a message or a reason comes out, and no header has a line break", () => {
    fc.assert(
      fc.property(
        template,
        template,
        template,
        fc.jsonValue({ maxDepth: 3 }),
        (url, headers, data, payload) => {
          const variables = parseJson(
            JSON.stringify({ event: { type: "resolve" }, alert_payload: payload }),
          ) as Dict;
          const rendered = renderMessage({ ...plan, url, headers, data }, variables, templates);
          if (rendered.kind !== "message") return ["unmade", "unwanted"].includes(rendered.kind);
          return Object.values(rendered.message.headers).every((value) => !/[\r\n\0]/.test(value));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a text in a JSON body arrives as it was, whatever it contains", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (text) => {
        const variables = parseJson(JSON.stringify({ alert_payload: { text } })) as Dict;
        const sent = (data: string) => {
          const rendered = renderMessage({ ...plan, data }, variables, templates);
          return rendered.kind === "message" ? JSON.parse(rendered.message.body ?? "") : rendered;
        };
        expect(sent('{"t": "{{ alert_payload.text }}"}')).toEqual({ t: text });
        expect(sent('{"t": {{ alert_payload.text | tojson }}}')).toEqual({ t: text });
      }),
      { numRuns: 300 },
    );
  });
});
