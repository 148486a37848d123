import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = fileURLToPath(new URL("../../bin/tocsin.mjs", import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tocsin-cli-"));
});

afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

function tocsin(words: string[], input = "", environment: Record<string, string> = {}) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...words], { env: { ...process.env, ...environment } });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

describe("the command line", () => {
  it("explains itself, and exits 2 for a command there is not", async () => {
    expect((await tocsin(["--help"])).out).toContain("template check");
    expect(await tocsin(["token", "create", "--help"])).toMatchObject({ code: 0 });
    expect(await tocsin(["sing"])).toMatchObject({ code: 2, out: "" });
    expect(await tocsin(["migrate", "--nope"])).toMatchObject({ code: 2 });
  });

  it("refuses to start with a setting it does not know", async () => {
    const { code, err } = await tocsin(["serve"], "", { TOCSIN_PROT: "80" });
    expect(code).toBe(1);
    expect(err).toContain("TOCSIN_PROT: no such setting");
  });
});

describe("tocsin url check", () => {
  it("answers each line without connecting, and the settings open networks", async () => {
    const input = "https://example.com/\nhttp://127.0.0.1:1/\nhttp://[fe80::1]/\n";
    const closed = await tocsin(["url", "check"], input);
    expect(closed.out.split("\n").map((line) => line.split(" ", 2).join(" "))).toEqual([
      "allowed",
      "refused R5",
      "refused R8",
      "",
    ]);
    const open = await tocsin(["url", "check"], input, {
      TOCSIN_ALLOW_PRIVATE_NETWORKS: "127.0.0.0/8,fe80::/10",
    });
    expect(
      open.out
        .split("\n")
        .slice(0, 3)
        .map((line) => line.split(" ")[0]),
    ).toEqual(["allowed", "allowed", "refused"]);
  });
});

describe("tocsin template", () => {
  it("renders both languages on a payload", async () => {
    const payload = await file("payload.json", '{"name": "disk", "n": 1.0}');
    const jinja = await file("a.j2", "{{ payload.name | upper }} {{ payload.n }}");
    expect(await tocsin(["template", "render", jinja, "--payload", payload])).toMatchObject({
      code: 0,
      out: "DISK 1.0",
    });
    const go = await file("a.tmpl", "{{ toUpper .name }} {{ .n }}");
    const rendered = await tocsin(["template", "render", go, "--payload", payload, "--language", "go"]);
    expect(rendered).toMatchObject({ code: 0, out: "DISK 1" });
  });

  it("says where a template fails, and exits 1", async () => {
    const broken = await file("broken.j2", "first line\n{{ payload.a.b }}");
    const { code, err } = await tocsin(["template", "render", broken]);
    expect(code).toBe(1);
    expect(err).toContain("broken.j2:2:");
    expect(err).toContain("Template Warning: 'dict object' has no attribute 'a'");
  });

  it("checks cases of both kinds and lists what differs", async () => {
    const cases = [
      { name: "right", template: "{{ a }}", contextJson: '{"a": 1.0}', expected: "1.0" },
      { name: "right error", template: "{{ a.b.c }}", contextJson: "{}", error: "undefined" },
      { name: "wrong", template: "{{ a }}", contextJson: '{"a": 1}', expected: "2" },
      { name: "go", template: "{{ .a }}", data: { a: true }, mode: "json", expected: "true" },
      { name: "go error", template: "{{ .a", data: {}, mode: "json", error: true, errorPhase: "parse" },
    ];
    const { code, out } = await tocsin([
      "template",
      "check",
      await file("cases.json", JSON.stringify({ cases })),
    ]);
    expect(code).toBe(1);
    expect(out).toBe('wrong\n  expected: text "2"\n  got:      text "1"\n4 passed, 1 failed\n');
  });

  it("names the mistake in a file of cases", async () => {
    const { code, err } = await tocsin([
      "template",
      "check",
      await file("bad.json", '{"cases": [{"name": 1}]}'),
    ]);
    expect(code).toBe(1);
    expect(err).toContain("bad.json: cases.0");
  });
});
