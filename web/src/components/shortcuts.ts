import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { matchKeys } from "../lib/key-sequence.ts";

export interface Shortcut {
  /** A key as the browser names it, or two after each other: "j", "Enter", "g a". */
  keys: string;
  label: string;
  run: () => void;
}

export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

const storageKey = "tocsin-single-keys";
const watchers = new Set<() => void>();
let groups: readonly ShortcutGroup[] = [];
let pending: string | undefined;
let isOff = readIsOff();

/** Keys that work while the component is shown. They rest while somebody types, and while a dialog is open. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const run = useEffectEvent((keys: string) => shortcuts.find((shortcut) => shortcut.keys === keys)?.run());
  const listed = shortcuts.map(({ keys, label }) => `${keys}\t${label}`).join("\n");
  useEffect(() => {
    const group: ShortcutGroup = {
      title,
      shortcuts: listed.split("\n").map((line) => {
        const [keys = "", label = ""] = line.split("\t");
        return { keys, label, run: () => run(keys) };
      }),
    };
    change([...groups, group]);
    return () => change(groups.filter((other) => other !== group));
  }, [title, listed]);
}

/** All keys that work now, for the legend. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useSyncExternalStore(watch, () => groups);
}

/** Whether single keys are switched off, and how to switch them. */
export function useSingleKeysOff(): readonly [boolean, (off: boolean) => void] {
  return [useSyncExternalStore(watch, () => isOff), switchOff] as const;
}

/** Runs the shortcut of a key press; returns whether there was one. */
export function handleKey(event: KeyboardEvent): boolean {
  if (isOff || event.defaultPrevented || belongsToSomethingElse(event)) return false;
  const all = groups.flatMap(({ shortcuts }) => shortcuts);
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  const result = matchKeys(
    all.map(({ keys }) => keys),
    pending,
    { key: event.key, hasModifier },
  );
  pending = result.pending;
  // The view that came last wins over what is there always.
  const shortcut = all.findLast(({ keys }) => keys === result.match);
  if (!shortcut) return false;
  event.preventDefault();
  shortcut.run();
  return true;
}

const fields = "input, textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox]";
const pressed = "a[href], button, summary, [role=button]";

function belongsToSomethingElse({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector("[role=dialog][aria-modal=true]")) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(fields)) {
    const isBox = target instanceof HTMLInputElement && target.type === "checkbox";
    return !isBox || key === " " || key === "Enter";
  }
  return (key === "Enter" || key === " ") && target.closest(pressed) !== null;
}

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

function change(next: readonly ShortcutGroup[]): void {
  groups = next;
  for (const watcher of watchers) watcher();
}

function switchOff(off: boolean): void {
  isOff = off;
  try {
    localStorage.setItem(storageKey, off ? "off" : "on");
  } catch {
    // Storage is forbidden in this browser: the choice lasts as long as the page.
  }
  for (const watcher of watchers) watcher();
}

function readIsOff(): boolean {
  try {
    return localStorage.getItem(storageKey) === "off";
  } catch {
    return false;
  }
}
