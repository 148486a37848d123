import { collect, iterate } from "../core/iterate.ts";
import { reprText } from "../core/repr.ts";
import { TemplateError, typeError, valueError } from "../errors.ts";
import type { Kwargs, Runtime } from "../runtime.ts";
import { Dict, DictView, Namespace, Tuple, type Value } from "../values.ts";
import { type Method, method } from "./arguments.ts";

function grow(rt: Runtime, dict: Dict): void {
  rt.spend(2);
  if (dict.size >= rt.limits.collectionSize) rt.reserveItems(dict.size + 1);
}

/** What `dict(source, **kwargs)` and `d.update(source, **kwargs)` put into `target`. */
export function updateDict(
  rt: Runtime,
  target: Dict,
  source: Value | undefined,
  kwargs: Kwargs | null,
): void {
  const put = (key: Value, value: Value): void => {
    grow(rt, target);
    target.set(key, value);
  };
  const mapping = source instanceof Namespace ? source.attributes : source;
  if (mapping instanceof Dict) {
    for (const [key, value] of mapping.pairs()) put(key, value);
  } else if (mapping !== undefined) {
    updateFromPairs(rt, mapping, put);
  }
  if (kwargs !== null) for (const [key, value] of kwargs) put(key, value);
}

function updateFromPairs(rt: Runtime, source: Value, put: (key: Value, value: Value) => void): void {
  const next = iterate(source);
  let index = 0;
  for (let item = next(); item !== undefined; item = next()) {
    let pair: readonly Value[];
    try {
      pair = collect(rt, item);
    } catch (error) {
      if (!(error instanceof TemplateError) || error.kind !== "type") throw error;
      throw typeError(`cannot convert dictionary update sequence element #${index} to a sequence`);
    }
    const [key, value] = pair;
    if (key === undefined || value === undefined || pair.length !== 2) {
      throw valueError(
        `dictionary update sequence element #${index} has length ${pair.length}; 2 is required`,
      );
    }
    put(key, value);
    index += 1;
  }
}

function pop(rt: Runtime, self: Dict, args: Value[], kwargs: Kwargs | null): Value {
  const [key, fallback] = args;
  if (key === undefined || args.length > 2 || kwargs !== null) {
    throw typeError(`pop expected at least 1 argument, got ${args.length}`);
  }
  const value = self.get(key);
  if (value === undefined) {
    if (fallback !== undefined) return fallback;
    throw new TemplateError("key", reprText(key, rt));
  }
  rt.willChange(self);
  self.delete(key);
  return value;
}

function popItem(rt: Runtime, self: Dict): Value {
  let last: [Value, Value] | undefined;
  rt.spend(self.size >> 3);
  for (const pair of self.entries) last = [self.keyOf(pair[0]), pair[1]];
  if (last === undefined) throw new TemplateError("key", "'popitem(): dictionary is empty'");
  rt.willChange(self);
  self.delete(last[0]);
  return new Tuple(last);
}

function setDefault(rt: Runtime, self: Dict, [key = null, fallback = null]: readonly Value[]): Value {
  const value = self.get(key);
  if (value !== undefined) return value;
  rt.willChange(self);
  grow(rt, self);
  self.set(key, fallback);
  return fallback;
}

function fromKeys(rt: Runtime, _self: Dict, [keys = null, value = null]: readonly Value[]): Value {
  const dict = new Dict();
  for (const key of collect(rt, keys)) {
    grow(rt, dict);
    dict.set(key, value);
  }
  return dict;
}

/** Methods of dict. */
export const DICT_METHODS: ReadonlyMap<string, Method<Dict>> = new Map<string, Method<Dict>>([
  [
    "get",
    method("get", ["key", ["default", null]], (_rt, self: Dict, [key = null, fallback = null]) => {
      const value = self.get(key);
      return value === undefined ? fallback : value;
    }),
  ],
  ["items", method("items", [], (_rt, self: Dict) => new DictView(self, "items"))],
  ["keys", method("keys", [], (_rt, self: Dict) => new DictView(self, "keys"))],
  ["values", method("values", [], (_rt, self: Dict) => new DictView(self, "values"))],
  [
    "copy",
    method("copy", [], (rt, self: Dict) => {
      rt.reserveItems(self.size);
      return self.copy();
    }),
  ],
  ["pop", pop],
  ["popitem", method("popitem", [], popItem)],
  ["setdefault", method("setdefault", ["key", ["default", null]], setDefault)],
  [
    "update",
    (rt, self, args, kwargs) => {
      if (args.length > 1) throw typeError(`update expected at most 1 argument, got ${args.length}`);
      rt.willChange(self);
      updateDict(rt, self, args[0], kwargs);
      return null;
    },
  ],
  [
    "clear",
    method("clear", [], (rt, self: Dict) => {
      rt.willChange(self);
      self.entries.clear();
      self.originals = null;
      return null;
    }),
  ],
  ["fromkeys", method("fromkeys", ["iterable", ["value", null]], fromKeys)],
]);
