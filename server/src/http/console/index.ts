import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../../core/context.ts";
import { AppError } from "../../platform/errors.ts";
import { basePath } from "../html.ts";
import { type ConsoleFile, openConsoleFile, readConsolePage } from "./files.ts";

/** Styles are set by the component library at run time; scripts come from our own files only. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "font-src 'self' data:",
  // Images of alerts come from the monitoring tools.
  "img-src 'self' data: https: http:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'self'",
].join("; ");

const pageHeaders = {
  "content-security-policy": contentPolicy,
  "x-content-type-options": "nosniff",
  // The address of a sign-in link holds a secret.
  "referrer-policy": "same-origin",
  "cache-control": "no-cache",
};

const yearInSeconds = 31_536_000;
const notBuilt =
  "The console is not built. Run `npm run build:console` in Tocsin's folder and start again. The API works meanwhile: /api/docs.\n";

/** Below them programs are answered, never the console. */
const otherAddresses =
  /^\/(?:api|oncall|v2|health|ready|startupprobe|metrics|integrations\/v1|assets)(?:\/|$)/;

/** Serves the built console: its files, and its page at every address that nobody else answers. */
export function registerConsole(app: FastifyInstance, ctx: Context): void {
  app.setNotFoundHandler(async (request, reply) => {
    if (!["GET", "HEAD"].includes(request.method)) return sendNothing(reply);
    const path = pathOf(request);
    const file = await openConsoleFile(path.slice(1), request.headers["accept-encoding"]);
    if (file) return sendFile(reply, file);
    if (path === "/" && !wantsPage(request)) return sendSigns(ctx, reply);
    if (!wantsPage(request) || otherAddresses.test(path)) return sendNothing(reply);
    const page = await readConsolePage();
    return page === undefined
      ? reply.code(503).type("text/plain").send(notBuilt)
      : sendPage(ctx, page, reply);
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?", 1)[0] ?? "/";
}

function wantsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes("text/html") ?? false;
}

function sendPage(ctx: Context, built: string, reply: FastifyReply): FastifyReply {
  const page = built.replace('<base href="/"', `<base href="${basePath(ctx.publicUrl)}"`);
  return reply.headers(pageHeaders).type("text/html; charset=utf-8").send(page);
}

function sendFile(reply: FastifyReply, { handle, type, coding, isHashed }: ConsoleFile): FastifyReply {
  if (coding !== undefined) reply.header("content-encoding", coding);
  return reply
    .header("vary", "accept-encoding")
    .header("x-content-type-options", "nosniff")
    .header("cache-control", isHashed ? `public, max-age=${yearInSeconds}, immutable` : "no-cache")
    .type(type)
    .send(handle.createReadStream());
}

/** For programs at the address itself, and for whoever tries it with curl. */
function sendSigns({ publicUrl }: Context, reply: FastifyReply): FastifyReply {
  const base = publicUrl.replace(/\/$/, "");
  return reply.header("vary", "accept").send({
    name: "Tocsin",
    console: `${base}/`,
    api: `${base}/api/v2`,
    documentation: `${base}/api/docs`,
  });
}

function sendNothing(reply: FastifyReply): FastifyReply {
  const error = new AppError("not_found", "There is nothing at this address.");
  return reply.code(404).send({ error: { code: error.code, message: error.message } });
}
