import { Tooltip } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { formatExact, formatRelative } from "../lib/time.ts";

const tickMs = 15_000;
const staleMs = 1_000;
const watchers = new Set<() => void>();
let now = new Date();
let ticking: ReturnType<typeof setInterval> | undefined;

/** How long ago, with the exact time and zone on hover and focus. */
export function Time({ at }: { at: string }) {
  const current = useNow();
  const date = new Date(at);
  const exact = formatExact(date);
  return (
    <Tooltip label={exact} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time shows on focus */}
      <time dateTime={at} tabIndex={0} style={{ whiteSpace: "nowrap" }}>
        {formatRelative(date, current)}
      </time>
    </Tooltip>
  );
}

/** One clock for all times that are shown. */
export function useNow(): Date {
  return useSyncExternalStore(watch, () => now);
}

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  ticking ??= setInterval(tick, tickMs);
  // What comes in by itself has just happened; by the time of the last tick it would lie ahead.
  if (Date.now() - now.getTime() > staleMs) tick();
  return () => {
    watchers.delete(onChange);
    if (watchers.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

function tick(): void {
  now = new Date();
  for (const watcher of watchers) watcher();
}
