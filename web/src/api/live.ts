import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { basePath } from "./client.ts";

/** Something changed on the server. `resync`: events may have been missed, whatever is shown may be old. */
export type LiveEvent = { kind: "resync" } | { kind: string; id: string };

type Listener = (event: LiveEvent) => void;

/** While the server is not heard, views are asked to look for themselves this often. */
const pollMs = 15_000;
/** Going from view to view keeps the connection. */
const lingerMs = 5_000;
/** A view listens once it has read what it shows; what happened meanwhile it is told then. */
const replayedMs = 3_000;

const listeners = new Set<Listener>();
const onConnection = new Set<() => void>();
let recent: { at: number; event: LiveEvent }[] = [];
let source: EventSource | undefined;
let polling: ReturnType<typeof setInterval> | undefined;
let closing: ReturnType<typeof setTimeout> | undefined;

// A browser has six connections to a server over HTTP/1.1, for all its tabs: those that nobody sees give theirs back.
document.addEventListener("visibilitychange", () => {
  if (listeners.size === 0) return;
  if (document.hidden) closeSoon();
  else open();
});

/** Whether changes are heard at once; else they are looked for now and then. */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      onConnection.add(onChange);
      return () => void onConnection.delete(onChange);
    },
    () => polling === undefined,
  );
}

/** Calls `listener` on every change while the component is shown. */
export function useLive(listener: Listener): void {
  const onEvent = useEffectEvent(listener);
  useEffect(() => subscribe((event) => onEvent(event)), []);
}

function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  for (const { event } of stillRecent()) listener(event);
  if (document.hidden) closeSoon();
  else open();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) closeSoon();
  };
}

function open(): void {
  clearTimeout(closing);
  closing = undefined;
  if (source && source.readyState !== EventSource.CLOSED) return;
  let isFirst = true;
  source = new EventSource(`${basePath}api/v2/live`);
  source.onopen = () => {
    stopPolling();
    // What happened before is not told, except when the browser connects again: then the server knows what was missed.
    if (isFirst) tell({ kind: "resync" });
    isFirst = false;
  };
  source.onmessage = ({ data }) => {
    const event = parse(data);
    if (event) tell(event);
  };
  source.onerror = startPolling;
}

/** A refused connection is not tried again by the browser. */
function poll(): void {
  tell({ kind: "resync" });
  if (source?.readyState === EventSource.CLOSED) open();
}

function closeSoon(): void {
  closing ??= setTimeout(close, lingerMs);
}

function close(): void {
  closing = undefined;
  source?.close();
  source = undefined;
  recent = [];
  if (listeners.size > 0) startPolling();
  else stopPolling();
}

function startPolling(): void {
  polling ??= setInterval(poll, pollMs);
  for (const onChange of onConnection) onChange();
}

function stopPolling(): void {
  clearInterval(polling);
  polling = undefined;
  for (const onChange of onConnection) onChange();
}

function tell(event: LiveEvent): void {
  recent = [...stillRecent(), { at: performance.now(), event }];
  for (const listener of listeners) listener(event);
}

function stillRecent() {
  return recent.filter(({ at }) => performance.now() - at < replayedMs);
}

function parse(data: unknown): LiveEvent | undefined {
  if (typeof data !== "string") return undefined;
  const parsed: unknown = JSON.parse(data);
  if (typeof parsed !== "object" || parsed === null || !("kind" in parsed)) return undefined;
  if (parsed.kind === "resync") return { kind: "resync" };
  return typeof parsed.kind === "string" && "id" in parsed && typeof parsed.id === "string"
    ? { kind: parsed.kind, id: parsed.id }
    : undefined;
}
