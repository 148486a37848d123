import type { FastifyInstance } from "fastify";

/** Each check resolves to undefined when all is well, else to what is wrong. */
export interface HealthChecks {
  checks: Readonly<Record<string, () => Promise<string | undefined>>>;
}

const checkTimeoutMs = 2000;

/** Liveness, readiness, and the paths OnCall's probes use. */
export async function registerHealth(app: FastifyInstance, { checks }: HealthChecks): Promise<void> {
  app.get("/health/live", () => ({ status: "ok" }));
  app.get("/health/ready", async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, (await inTime(check)) ?? "ok"] as const),
    );
    const isReady = results.every(([, result]) => result === "ok");
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? "ok" : "not ready", checks: Object.fromEntries(results) });
  });
  for (const path of ["/health", "/ready", "/startupprobe"]) {
    app.get(path, (_request, reply) => reply.type("text/html; charset=utf-8").send("Ok"));
  }
}

async function inTime(check: () => Promise<string | undefined>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, checkTimeoutMs, "no answer in time");
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}
