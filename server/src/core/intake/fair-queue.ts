/** Something of a certain size that belongs to somebody. */
export interface QueuedItem {
  owner: number;
  bytes: number;
}

/** A bounded queue in which nobody waits for another one's flood. Items of one owner keep their order. */
export interface FairQueue<Item extends QueuedItem> {
  /** Owners may fill what is free once more than they hold already. @returns false: there is no room for it */
  add(item: Item): boolean;
  /** Takes at most so many items, a fair share of every owner; at least one, whatever its size. */
  take(limits: { items: number; bytes: number }): Item[];
  isEmpty(): boolean;
}

interface Line<Item> {
  items: Item[];
  bytes: number;
}

export function createFairQueue<Item extends QueuedItem>(maxBytes: number): FairQueue<Item> {
  // In the order in which owners have their turn.
  const lines = new Map<number, Line<Item>>();
  let queuedBytes = 0;

  function takeFrom(owner: number, line: Line<Item>, limits: { items: number; bytes: number }): Item[] {
    let count = 0;
    let bytes = 0;
    while (count < limits.items && count < line.items.length && bytes < limits.bytes) {
      bytes += line.items[count]?.bytes ?? 0;
      count += 1;
    }
    line.bytes -= bytes;
    queuedBytes -= bytes;
    lines.delete(owner);
    const taken = line.items.splice(0, count);
    if (line.items.length > 0) lines.set(owner, line);
    return taken;
  }

  return {
    add(item) {
      const line = lines.get(item.owner) ?? { items: [], bytes: 0 };
      // So much stays free that a newcomer always finds room, however many others flood.
      if (line.bytes + item.bytes > maxBytes - queuedBytes) return false;
      line.items.push(item);
      line.bytes += item.bytes;
      queuedBytes += item.bytes;
      lines.set(item.owner, line);
      return true;
    },
    take({ items, bytes }) {
      const taken: Item[] = [];
      let bytesLeft = bytes;
      while (lines.size > 0 && taken.length < items && (bytesLeft > 0 || taken.length === 0)) {
        const share = Math.max(1, Math.floor((items - taken.length) / lines.size));
        const shareBytes = Math.max(1, Math.floor(bytesLeft / lines.size));
        for (const [owner, line] of [...lines]) {
          if (taken.length >= items || (bytesLeft <= 0 && taken.length > 0)) break;
          const found = takeFrom(owner, line, { items: share, bytes: shareBytes });
          bytesLeft -= found.reduce((sum, item) => sum + item.bytes, 0);
          taken.push(...found);
        }
      }
      return taken;
    },
    isEmpty: () => lines.size === 0,
  };
}
