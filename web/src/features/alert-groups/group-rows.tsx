import { useMediaQuery } from "@mantine/hooks";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { GroupRow, type RowHandlers } from "./group-row.tsx";
import type { GroupSummary } from "./model.ts";

interface GroupRowsProps {
  groups: readonly GroupSummary[];
  selected: ReadonlySet<string>;
  /** Row of the keyboard; -1 before it was used. */
  currentIndex: number;
  mayAct: boolean;
  handlers: RowHandlers;
  hasMore: boolean;
  onNeedMore: () => void;
}

const rowPixels = 44;
const cardPixels = 104;
const headerPixels = 56;
const rowsAhead = 30;

/** Only the rows that are in view exist, so that a hundred thousand scroll as lightly as ten. */
export function GroupRows(props: GroupRowsProps) {
  const { groups, currentIndex, hasMore, onNeedMore } = props;
  const list = useRef<HTMLDivElement>(null);
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const size = isPhone ? cardPixels : rowPixels;
  const scrollMargin = useTop(list);
  const virtualizer = useWindowVirtualizer({
    count: groups.length,
    estimateSize: () => size,
    overscan: 8,
    scrollMargin,
    scrollPaddingStart: headerPixels,
    scrollPaddingEnd: headerPixels + cardPixels,
    getItemKey: (at) => groups[at]?.id ?? at,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows have another height now
  useEffect(() => virtualizer.measure(), [size]);
  useEffect(() => {
    if (currentIndex >= 0) virtualizer.scrollToIndex(currentIndex, { align: "auto" });
  }, [currentIndex, virtualizer]);
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && last >= groups.length - rowsAhead) onNeedMore();
  }, [hasMore, last, groups.length, onNeedMore]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which a <ul> with bullets would not look like
    <div
      ref={list}
      role="list"
      aria-label="Alert groups"
      style={{ position: "relative", height: virtualizer.getTotalSize() }}
    >
      {rows.map(({ index, key, start }) => {
        const group = groups[index];
        if (!group) return null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: see above
          <div
            key={key}
            role="listitem"
            aria-posinset={index + 1}
            aria-setsize={hasMore ? -1 : groups.length}
            style={{
              position: "absolute",
              insetInline: 0,
              top: 0,
              transform: `translateY(${start - scrollMargin}px)`,
            }}
          >
            <GroupRow
              group={group}
              isSelected={props.selected.has(group.id)}
              isCurrent={index === currentIndex}
              mayAct={props.mayAct}
              handlers={props.handlers}
            />
          </div>
        );
      })}
    </div>
  );
}

/** How far below the top of the page an element begins. */
function useTop(element: React.RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (box) setTop(Math.round(box.top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
