import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sealContext } from "../../src/core/integrations/index.ts";
import { connectionInput, rotateSigningSecret } from "../../src/core/outgoing-webhooks/index.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { resealSecrets, sealedColumns } from "../../src/core/sealed-secrets/index.ts";
import { createMessageMakers } from "../../src/payloads/index.ts";
import { createSecretBox, keyFromText, type SecretBox } from "../../src/platform/crypto/secret-box.ts";
import type { IntegrationId } from "../../src/platform/ids.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { createWorld, eventOf, type World } from "./world.ts";

const oldKey = keyFromText("a key for tests only");
const newKey = keyFromText("the key that replaces it");
const secrets = {
  password: "a pass-word of 1 webhook",
  authorizationHeader: "Token 0123456789-authorization",
  signing: "a signing secret, theirs",
  integration: "what senders sign with",
  clientSecret: "client-secret-of-oauth2",
};
const clientKey = pem("client.key");

let world: World;
let receiver: Receiver;

beforeAll(async () => {
  world = await createWorld();
  receiver = await startReceiver();
  const connection = connectionInput.parse({
    tls: { client_certificate: pem("client.cert"), client_key: clientKey },
    oauth2: { token_url: receiver.url, client_id: "one", client_secret: secrets.clientSecret },
  });
  const { password, authorizationHeader } = secrets;
  const common = { url: receiver.url, triggerType: "acknowledge", username: "user" } as const;
  await world.makeWebhook({ ...common, password, authorizationHeader });
  await world.makeWebhook({ ...common, connection });
  const signed = await world.makeWebhook({ ...common, dialect: "opsknight", triggerType: "every change" });
  const input = { secret: secrets.signing, overlapSeconds: 60, makers: createMessageMakers("http://x") };
  await rotateSigningSecret(world.ctx, systemCaller, signed, input);
  await rotateSigningSecret(world.ctx, systemCaller, signed, { ...input, secret: "the one after it" });
  const { rows } = await sql<{ id: IntegrationId }>`select id from integrations limit 1`.execute(db());
  const id = rows[0]?.id ?? (0 as IntegrationId);
  const sealed = world.ctx.secrets.seal(secrets.integration, sealContext(id));
  await sql`insert into integration_secrets (integration_id, sealed) values (${id}, ${sealed})`.execute(db());
});
afterAll(async () => {
  await world.close();
  await receiver.close();
});

function db() {
  return world.handle.db;
}

test("a dump of all tables shows no secret, also after messages were sent with them", async () => {
  world.startWorker();
  await world.announce([eventOf(await world.makeGroup(), "acknowledge")]);
  while ((await count("attempts")) < 3) await new Promise((resolve) => setImmediate(resolve));
  const dump = await dumpTables();
  expect(dump).toContain("acknowledge");
  const keyLine = clientKey.split("\n")[1] ?? "";
  expect(keyLine).toHaveLength(64);
  for (const secret of [...Object.values(secrets), keyLine]) {
    const bytes = Buffer.from(secret);
    for (const text of [secret, bytes.toString("hex"), bytes.toString("base64").slice(0, -4)]) {
      expect(dump.includes(text), `${secret} is in the dump`).toBe(false);
    }
  }
});

test("sealing anew leaves nothing that needs the old key, and a second time changes nothing", async () => {
  const ring = createSecretBox([newKey, oldKey]);
  expect(await resealSecrets(db(), ring)).toEqual({ resealed: 6, current: 0, lost: 0 });
  expect(await resealSecrets(db(), ring)).toEqual({ resealed: 0, current: 6, lost: 0 });
  const opened = await openAll(createSecretBox([newKey]));
  expect(opened).toEqual(expect.arrayContaining([secrets.password, secrets.signing, secrets.integration]));
  expect(opened.join()).toContain(secrets.clientSecret);
});

test("what no key opens is counted and left alone", async () => {
  const stranger = createSecretBox([keyFromText("a key that sealed nothing here")]);
  expect(await resealSecrets(db(), stranger)).toEqual({ resealed: 0, current: 0, lost: 6 });
  expect(await openAll(createSecretBox([newKey]))).toHaveLength(6);
});

test("every column of sealed secrets is known to the command that seals anew", async () => {
  const { rows } = await sql<{ place: string }>`
    select table_name || '.' || column_name as place from information_schema.columns
    where table_schema = 'public' and column_name like '%sealed%' order by 1`.execute(db());
  const known = sealedColumns.map(({ table, column }) => `${table}.${column}`);
  expect(rows.map(({ place }) => place)).toEqual(known.toSorted());
});

async function openAll(box: SecretBox): Promise<string[]> {
  const opened: string[] = [];
  for (const { table, column, owner, contextOf } of sealedColumns) {
    const { rows } = await sql<{ sealed: Buffer; owner: string }>`
      select t.${sql.ref(column)} as sealed, ${sql.raw(owner)} as owner from ${sql.table(table)} t
      where t.${sql.ref(column)} is not null`.execute(db());
    opened.push(...rows.map((row) => box.open(row.sealed, contextOf(row.owner))));
  }
  return opened;
}

async function dumpTables(): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db());
  const texts = [];
  for (const { name } of rows) {
    const dumped = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(
      db(),
    );
    texts.push(...dumped.rows.map(({ text }) => text));
  }
  return texts.join("\n");
}

async function count(table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    db(),
  );
  return rows[0]?.count ?? 0;
}

function pem(name: string): string {
  return readFileSync(new URL(`../http-client/certificates/${name}.pem`, import.meta.url), "utf8");
}
