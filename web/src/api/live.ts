import { useEffect, useEffectEvent } from "react";
import { basePath } from "./client.ts";

/** Something changed on the server. `resync`: events may have been missed, whatever is shown may be old. */
export type LiveEvent = { kind: "resync" } | { kind: string; id: string };

type Listener = (event: LiveEvent) => void;

const pollMs = 15_000;
const listeners = new Set<Listener>();
let source: EventSource | undefined;
let polling: ReturnType<typeof setInterval> | undefined;
let wasInterrupted = false;

/** Calls `listener` on every change while the component is shown. */
export function useLive(listener: Listener): void {
  const onEvent = useEffectEvent(listener);
  useEffect(() => subscribe((event) => onEvent(event)), []);
}

function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  if (!source) open();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) close();
  };
}

function open(): void {
  const opened = new EventSource(`${basePath}api/v2/live`);
  source = opened;
  opened.onopen = () => {
    stopPolling();
    if (wasInterrupted) tell({ kind: "resync" });
    wasInterrupted = false;
  };
  opened.onmessage = ({ data }) => {
    const event = parse(data);
    if (event) tell(event);
  };
  // The browser connects again by itself; until it has, lists are asked for now and then.
  opened.onerror = () => {
    wasInterrupted = true;
    polling ??= setInterval(poll, pollMs);
  };
}

/** A refused connection is not tried again by the browser. */
function poll(): void {
  tell({ kind: "resync" });
  if (source?.readyState === EventSource.CLOSED) open();
}

function close(): void {
  stopPolling();
  source?.close();
  source = undefined;
}

function stopPolling(): void {
  clearInterval(polling);
  polling = undefined;
}

function tell(event: LiveEvent): void {
  for (const listener of listeners) listener(event);
}

function parse(data: unknown): LiveEvent | undefined {
  if (typeof data !== "string") return undefined;
  const parsed: unknown = JSON.parse(data);
  const isEvent = typeof parsed === "object" && parsed !== null && "kind" in parsed && "id" in parsed;
  return isEvent && typeof parsed.kind === "string" && typeof parsed.id === "string"
    ? { kind: parsed.kind, id: parsed.id }
    : undefined;
}
