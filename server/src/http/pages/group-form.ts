import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../../core/context.ts";
import { AppError } from "../../platform/errors.ts";
import { actOnGroup, type GroupRequest } from "../group-actions.ts";
import { fieldOf, redirect, refuseForgedForm, sessionOf } from "./access.ts";

const plainActions = ["acknowledge", "unacknowledge", "resolve", "unresolve", "unsilence"] as const;
const tenYearsInSeconds = 315_360_000;

/** The buttons of a group's page. */
export function registerGroupForm(pages: FastifyInstance, ctx: Context): void {
  pages.post<{ Params: { id: string } }>("/alert-groups/:id/actions", async (request, reply) => {
    refuseForgedForm(ctx, request);
    const { id } = request.params;
    await actOnGroup(ctx, sessionOf(request).caller, id, readAction(request));
    return redirect(ctx, reply, `alert-groups/${encodeURIComponent(id)}`);
  });
}

function readAction(request: FastifyRequest): GroupRequest {
  const name = fieldOf(request, "action");
  if (name === "silence")
    return { kind: "silence", seconds: readSeconds(fieldOf(request, "duration_seconds")) };
  const kind = plainActions.find((known) => known === name);
  if (kind === undefined) throw new AppError("invalid_input", "There is no such action.");
  return { kind };
}

/** Empty: for ever. */
function readSeconds(text: string): number | null {
  if (text === "") return null;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= tenYearsInSeconds) return seconds;
  throw new AppError("invalid_input", "The duration is not a number of seconds.");
}
