/** A body that differs from an example's in one place. */
export interface Mutation {
  /** What was done where, for the reader of a failure. */
  name: string;
  kind: "null" | "removed" | "retyped" | "container" | "unknown";
  /** Where it differs, segments joined by dots. */
  path: string;
  body: unknown;
}

type Path = readonly (string | number)[];

/**
 * Every way to bend a body a little: each leaf null, of the other kind, a container instead; each field removed;
 * unknown fields added to every object.
 */
export function mutationsOf(body: unknown): Mutation[] {
  const mutations: Mutation[] = [];
  const add = (kind: Mutation["kind"], path: Path, mutated: unknown) => {
    const where = path.join(".");
    mutations.push({ name: `${where} ${kind}`, kind, path: where, body: mutated });
  };
  walk(body, [], (path, value) => {
    if (isObject(value))
      add("unknown", path, replaced(body, path, { ...value, added_by_a_later_version: { a: [1] } }));
    if (path.length === 0) return;
    add("removed", path, without(body, path));
    add("null", path, replaced(body, path, null));
    if (isObject(value) || Array.isArray(value)) add("container", path, replaced(body, path, "text"));
    else {
      if (value !== null) add("retyped", path, replaced(body, path, otherKind(value)));
      add("container", path, replaced(body, path, { unexpected: [value] }));
    }
  });
  return mutations;
}

/** A number as text, a text that is a number as number; any other text becomes a number. */
function otherKind(value: unknown): unknown {
  if (typeof value === "number") return String(value);
  if (typeof value === "string" && /^\d{1,15}$/.test(value) && !/^0\d/.test(value)) return Number(value);
  return typeof value === "boolean" ? String(value) : 7;
}

/** Is the same value spelled another way, so that nothing may come out different? */
export function isSpelling(original: unknown, { kind, path }: Mutation): boolean {
  if (kind === "unknown") return true;
  if (kind !== "retyped") return false;
  const value = path.split(".").reduce<unknown>((at, segment) => Reflect.get(Object(at), segment), original);
  return (
    typeof value !== "string" || typeof otherKind(value) !== "number" || String(otherKind(value)) === value
  );
}

function walk(value: unknown, path: Path, visit: (path: Path, value: unknown) => void): void {
  visit(path, value);
  if (Array.isArray(value)) for (const [at, item] of value.entries()) walk(item, [...path, at], visit);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) walk(item, [...path, key], visit);
}

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, at) => (at === segment ? replaced(item, rest, by) : item));
  return { ...Object(value), [segment]: replaced(Reflect.get(Object(value), segment), rest, by) };
}

function without(value: unknown, path: Path): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return value;
  if (rest.length > 0) return replaced(value, [segment], without(Reflect.get(Object(value), segment), rest));
  if (Array.isArray(value)) return value.filter((_, at) => at !== segment);
  return Object.fromEntries(Object.entries(Object(value)).filter(([key]) => key !== segment));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
