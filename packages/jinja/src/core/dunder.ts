import { Dict, type Value } from "../values.ts";

/** Names that every Python dict has and the sandbox hides; other `__x__` are plain keys. */
const DICT_DUNDERS = new Set(
  (
    "class class_getitem contains delattr delitem dir doc eq format ge getattribute getitem getstate gt hash init " +
    "init_subclass ior iter le len lt ne new or reduce reduce_ex repr reversed ror setattr setitem sizeof str subclasshook"
  ).split(" "),
);

/** Whether reading `name` of a value reaches into Python's object model. Every dunder but a dict's own keys does. */
export function isDunder(object: Value, name: string): boolean {
  if (!name.startsWith("__") || !name.endsWith("__")) return false;
  return !(object instanceof Dict) || isDictDunder(name);
}

export function isDictDunder(name: string): boolean {
  return name.startsWith("__") && DICT_DUNDERS.has(name.slice(2, -2));
}
