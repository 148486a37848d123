import { useNavigate } from "@tanstack/react-router";
import type { RefObject } from "react";
import { useShortcuts } from "../../components/shortcuts.ts";
import type { GroupAction, GroupSummary } from "./model.ts";
import type { Selection } from "./use-selection.ts";

interface ListKeys {
  groups: readonly GroupSummary[];
  currentIndex: number;
  setCurrentIndex: (index: number) => void;
  selection: Selection;
  searchRef: RefObject<HTMLInputElement | null>;
  act: (ids: readonly string[], action: GroupAction) => void;
  openSilence: () => void;
}

/** The list by keyboard. Deeds are for the selected rows, or for the current one when none is. */
export function useListKeys(keys: ListKeys): void {
  const { groups, currentIndex, setCurrentIndex, selection, searchRef, act, openSilence } = keys;
  const navigate = useNavigate();
  const current = groups[currentIndex];
  const move = (by: number) => setCurrentIndex(Math.max(0, Math.min(groups.length - 1, currentIndex + by)));
  const actOnSome = (action: GroupAction) => {
    const ids = selection.ids.size > 0 ? [...selection.ids] : current ? [current.id] : [];
    if (ids.length > 0) act(ids, action);
  };
  useShortcuts("Alert groups", [
    { keys: "j", label: "Next", run: () => move(1) },
    { keys: "k", label: "Previous", run: () => move(-1) },
    { keys: "x", label: "Select", run: () => current && selection.toggle(current.id) },
    { keys: "a", label: "Acknowledge", run: () => actOnSome({ action: "acknowledge" }) },
    { keys: "r", label: "Resolve", run: () => actOnSome({ action: "resolve" }) },
    {
      keys: "s",
      label: "Silence",
      run: () => {
        if (selection.ids.size === 0 && current) selection.set([current.id]);
        if (selection.ids.size > 0 || current) openSilence();
      },
    },
    {
      keys: "Enter",
      label: "Open",
      run: () => current && navigate({ to: "/alert-groups/$id", params: { id: current.id } }),
    },
    { keys: "Escape", label: "Select none", run: () => selection.set([]) },
    { keys: "/", label: "Search", run: () => searchRef.current?.focus() },
  ]);
}
