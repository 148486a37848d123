import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../../src/platform/db/migrate.ts";
import { connectionUrl, startEmbeddedPostgres } from "../../src/platform/postgres/index.ts";
import { databaseUrl, runStatement } from "./database.ts";

/** One PostgreSQL for the whole run: TOCSIN_DATABASE_URL, whose user may create databases, or an embedded one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await findServer();
  try {
    const template = await prepareTemplate(server.url);
    project.provide("testServerUrl", server.url);
    project.provide("testTemplate", template);
    return async () => {
      await runStatement(server.url, `drop database if exists ${template} with (force)`);
      await server.stop();
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function findServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TOCSIN_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), "tocsin-tests-"));
  const problems: string[] = [];
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    durability: "none",
    log: ({ level, message }) => level !== "info" && problems.push(message),
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`The PostgreSQL of the test run does not start: ${problems.join("\n")}`, {
      cause: error,
    });
  });
  return {
    url: connectionUrl(server.administration),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Migrates once; copying the result is many times faster than migrating for every test file. */
async function prepareTemplate(serverUrl: string): Promise<string> {
  const name = `tocsin_template_${randomBytes(8).toString("hex")}`;
  await runStatement(serverUrl, `create database ${name}`);
  await migrate(databaseUrl(serverUrl, name));
  return name;
}
