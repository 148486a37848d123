import { spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
// @ts-expect-error The sample is plain JavaScript, as readers will use it.
import * as samples from "../../../docs/verifying/verify.mjs";
import { signBody } from "../../src/payloads/grafana/body.ts";
import { newStandardSecret, signStandard, standardPublicKey } from "../../src/payloads/standard-keys.ts";

const folder = fileURLToPath(new URL("../../../docs/verifying/", import.meta.url));

interface Case {
  name: string;
  form: "standard" | "standard key" | "grafana" | "opsknight";
  secret: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
  isGenuine: boolean;
}

const text = '{"title": "Düsk <&>"}';

/** What is really sent in each signed form, and the same changed, too old, with another secret or none. */
function makeCases(): Case[] {
  const now = Math.floor(Date.now() / 1_000);
  return [
    ...signedCases("standard", standardSigner("v1"), now),
    ...signedCases("standard key", standardSigner("v1a"), now),
    ...signedCases("grafana", grafanaSigner(), now),
    ...signedCases("opsknight", opsknightSigner(), now),
  ];
}

interface Signer {
  secret: string;
  otherSecret: string;
  isTimed: boolean;
  sign(timestamp: string): Record<string, string>;
}

function signedCases(form: Case["form"], signer: Signer, now: number): Case[] {
  const { secret, otherSecret, isTimed } = signer;
  const headers = signer.sign(String(now - 5));
  const genuine = { form, secret, headers, text, isGenuine: true };
  const old = { ...genuine, headers: signer.sign(String(now - 600)), isGenuine: false };
  return [
    { ...genuine, name: `${form}: as sent` },
    { ...genuine, name: `${form}: changed`, text: `${text} `, isGenuine: false },
    { ...genuine, name: `${form}: another secret`, secret: otherSecret, isGenuine: false },
    { ...genuine, name: `${form}: not signed`, headers: {}, isGenuine: false },
    ...(isTimed ? [{ ...old, name: `${form}: old` }] : []),
  ];
}

/** In the overlap of a rotation there are two signatures, the old one last. */
function standardSigner(version: "v1" | "v1a"): Signer {
  const [first, second, other] = [1, 2, 3].map(() => newStandardSecret(version));
  const shown = (secret = "") => (version === "v1" ? secret : (standardPublicKey(secret) ?? ""));
  return {
    secret: shown(second),
    otherSecret: shown(other),
    isTimed: true,
    sign: (timestamp) => ({
      "webhook-id": "msg_1",
      "webhook-timestamp": timestamp,
      "webhook-signature": signStandard([first ?? "", second ?? ""], { id: "msg_1", timestamp, text }),
    }),
  };
}

function grafanaSigner(): Signer {
  return {
    secret: "grafana's key",
    otherSecret: "another key",
    isTimed: true,
    sign: (timestamp) => ({
      "x-time": timestamp,
      "x-grafana-alerting-signature": signBody("grafana's key", text, timestamp),
    }),
  };
}

function opsknightSigner(): Signer {
  const mac = createHmac("sha256", "a key").update(text).digest("hex");
  return {
    secret: "a key",
    otherSecret: "another key",
    isTimed: false,
    sign: () => ({ "x-webhook-signature": `sha256=${mac}` }),
  };
}

const cases = makeCases();
const expected = cases.map(({ name, isGenuine }) => ({ name, isGenuine }));

function judged(verdicts: readonly boolean[]) {
  return cases.map(({ name }, index) => ({ name, isGenuine: verdicts[index] }));
}

test("the sample in JavaScript accepts what is sent in each signed form, and nothing else", () => {
  const forms = {
    standard: samples.verifyStandard,
    "standard key": samples.verifyStandardKey,
    grafana: (...given: unknown[]) => samples.verifyGrafana(...given, { timestampHeader: "X-Time" }),
    opsknight: samples.verifyOpsknight,
  };
  expect(
    judged(cases.map(({ form, secret, headers, text: body }) => forms[form](secret, headers, body))),
  ).toEqual(expected);
});

/** The other languages are not needed here; where they are, their samples are run too. */
const has = (command: string, ...words: string[]) => spawnSync(command, words).status === 0;

test.skipIf(!has("python3", "-c", "import cryptography"))("so does the sample in Python", () => {
  const program = `
import json, sys
sys.path.insert(0, sys.argv[1])
import verify
forms = {
    "standard": verify.verify_standard,
    "standard key": verify.verify_standard_key,
    "grafana": lambda *given: verify.verify_grafana(*given, timestamp_header="X-Time"),
    "opsknight": verify.verify_opsknight,
}
print(json.dumps([forms[c["form"]](c["secret"], c["headers"], c["text"].encode()) for c in json.load(sys.stdin)]))`;
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const run = spawnSync("python3", ["-c", program, folder], {
    input: JSON.stringify(cases),
    env: environment,
  });
  expect(run.stderr.toString()).toBe("");
  expect(judged(JSON.parse(run.stdout.toString()))).toEqual(expected);
});

test.skipIf(!has("go", "version"))("so does the sample in Go", { timeout: 120_000 }, () => {
  const module = mkdtempSync(join(tmpdir(), "tocsin-verify-"));
  try {
    copyFileSync(join(folder, "verify.go"), join(module, "verify.go"));
    writeFileSync(join(module, "go.mod"), "module verify\n\ngo 1.21\n");
    writeFileSync(join(module, "verify_test.go"), goTest);
    writeFileSync(join(module, "cases.json"), JSON.stringify(cases));
    const run = spawnSync("go", ["test", "./..."], {
      cwd: module,
      env: { ...process.env, GOPROXY: "off", GOFLAGS: "", GOTOOLCHAIN: "local" },
    });
    expect(run.status, `${run.stdout}${run.stderr}`).toBe(0);
  } finally {
    rmSync(module, { recursive: true, force: true });
  }
});

const goTest = `package verify

import (
	"encoding/json"
	"net/http"
	"os"
	"testing"
)

func TestSamples(t *testing.T) {
	var cases []struct {
		Name, Form, Secret, Text string
		Headers                  map[string]string
		IsGenuine                bool
	}
	text, err := os.ReadFile("cases.json")
	if err == nil {
		err = json.Unmarshal(text, &cases)
	}
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, c := range cases {
		header := http.Header{}
		for name, value := range c.Headers {
			header.Set(name, value)
		}
		forms := map[string]func() bool{
			"standard":     func() bool { return Standard(c.Secret, header, []byte(c.Text)) },
			"standard key": func() bool { return StandardKey(c.Secret, header, []byte(c.Text)) },
			"grafana":      func() bool { return Grafana(c.Secret, header, []byte(c.Text), "X-Time") },
			"opsknight":    func() bool { return OpsKnight(c.Secret, header, []byte(c.Text)) },
		}
		if got := forms[c.Form](); got != c.IsGenuine {
			t.Errorf("%s: %v", c.Name, got)
		}
	}
}
`;

test.skipIf(!has("openssl", "version") || !has("sh", "-c", "command -v od"))(
  "the sample for the shell computes the signatures that are sent",
  () => {
    for (const each of cases.filter(({ form, isGenuine }) => isGenuine && form !== "standard key")) {
      const { headers, secret } = each;
      const words = {
        standard: [headers["webhook-id"] ?? "", headers["webhook-timestamp"] ?? ""],
        "standard key": [],
        grafana: [headers["x-time"] ?? ""],
        opsknight: [],
      }[each.form];
      const run = spawnSync("sh", [join(folder, "verify.sh"), each.form, secret, ...words], {
        input: each.text,
      });
      const sent = Object.values(headers).flatMap((value) => value.split(" "));
      expect(sent, each.name).toContain(run.stdout.toString().trim());
    }
  },
);
