/** Positions are PostgreSQL integers. */
export const maxPosition = 2_147_483_647;

export interface Placed {
  id: number;
  position: number;
}

/**
 * Where a client wants an object among its siblings. `move` shifts everything between the old and the new place by
 * one; `swap` trades places with whoever is there, which makes parallel creates with given numbers come out the same
 * in every order. `rank` is a move to where so many others come before it, whatever numbers they have; beyond the last
 * is the end.
 */
export type PositionRequest = { kind: "end" } | { kind: "move" | "swap" | "rank"; to: number };

/** Behind the last sibling. Gaps that deleted siblings left stay. */
export function nextPosition(siblings: readonly Placed[]): number {
  return siblings.reduce((next, sibling) => Math.max(next, sibling.position + 1), 0);
}

/**
 * New positions of all whose position changes when the object `moved` (one of `all`) goes where the request says.
 * Positions that were distinct stay distinct. A place that nobody holds is simply taken.
 */
export function reposition(
  all: readonly Placed[],
  moved: Placed,
  request: PositionRequest,
): Map<number, number> {
  const to = targetOf(all, request);
  const changes = new Map<number, number>();
  if (to === moved.position) return changes;
  const occupant = all.find((other) => other.position === to);
  if (occupant && request.kind === "swap") changes.set(occupant.id, moved.position);
  else if (occupant) shiftBetween(all, { from: moved.position, to }, changes);
  changes.set(moved.id, to);
  return changes;
}

/** Whether a position can be stored. */
export function isPosition(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= maxPosition;
}

function targetOf(all: readonly Placed[], request: PositionRequest): number {
  switch (request.kind) {
    case "end":
      return lastPosition(all);
    case "rank": {
      const inOrder = all.map(({ position }) => position).sort((one, other) => one - other);
      return inOrder[request.to] ?? lastPosition(all);
    }
    case "move":
    case "swap":
      return request.to;
  }
}

function lastPosition(all: readonly Placed[]): number {
  return all.reduce((last, placed) => Math.max(last, placed.position), 0);
}

function shiftBetween(
  all: readonly Placed[],
  span: { from: number; to: number },
  changes: Map<number, number>,
): void {
  for (const { id, position } of all) {
    if (span.from < position && position <= span.to) changes.set(id, position - 1);
    if (span.to <= position && position < span.from) changes.set(id, position + 1);
  }
}
