import type { AnyNode } from "../syntax/ast.ts";
import { Dictionary, type GoType, type Method, Pointer, Struct, type Value } from "../values/model.ts";
import { anyType, stringType } from "../values/types.ts";
import { indirect, typeOf, zeroOf } from "../values/values.ts";
import { type Arguments, callMethod, type Final, isMissing } from "./calls.ts";
import type { Run } from "./run.ts";

/** One `.Name` in a template, with what was found for the type seen last. */
export interface FieldSite {
  readonly name: string;
  readonly node: AnyNode;
  readonly args: Arguments;
  cachedType: GoType | undefined;
  cachedMethod: Method | undefined;
  cachedIndex: number;
}

export function fieldSite(name: string, node: AnyNode, args: Arguments): FieldSite {
  return { name, node, args, cachedType: undefined, cachedMethod: undefined, cachedIndex: -1 };
}

/** What a method call at the end of a chain may use. */
export interface Piped {
  readonly dot: Value;
  readonly final: Final;
}

/** The value of a field, map entry or method call. Sets `run.isFromInterface` for the result. */
export function evaluateField(run: Run, site: FieldSite, receiver: Value, piped: Piped): Value {
  const { dot, final } = piped;
  run.charge(1);
  if (receiver === undefined) return noReceiver(run, site);
  if (receiver === null) return run.fail(`nil pointer evaluating interface {}.${site.name}`);
  const type = typeOf(receiver);
  if (type !== site.cachedType) resolve(site, receiver, type);
  if (site.cachedMethod) {
    const { name, node, args, cachedMethod: callee } = site;
    const result = callMethod(run, dot, { name, node, args, callee, receiver: indirect(receiver) }, final);
    run.isFromInterface = callee.result === anyType;
    return result;
  }
  const target = receiver instanceof Pointer ? indirect(receiver) : receiver;
  if (target instanceof Dictionary && hasTextKeys(target.type)) {
    if (site.args.length > 0 || !isMissing(final)) run.fail(`${site.name} is not a method but has arguments`);
    return entry(run, site, target);
  }
  if (site.cachedIndex >= 0 && target instanceof Struct) {
    if (site.args.length > 0 || !isMissing(final)) {
      run.fail(`${site.name} has arguments but cannot be invoked as function`);
    }
    run.isFromInterface = target.type.fields?.[site.cachedIndex]?.type === anyType;
    return target.fields[site.cachedIndex];
  }
  return noField(run, site, target, type);
}

function hasTextKeys(type: GoType): boolean {
  return type.key === stringType || type.key === anyType;
}

/** Looks the name up in the type once; later values of the same type use the result. */
function resolve(site: FieldSite, receiver: Value, type: GoType | undefined): void {
  const target = receiver instanceof Pointer ? indirect(receiver) : receiver;
  const base = typeOf(target);
  site.cachedType = type;
  site.cachedMethod = base?.methods?.get(site.name) ?? type?.methods?.get(site.name);
  site.cachedIndex = base?.fields?.findIndex((field) => field.name === site.name) ?? -1;
}

function entry(run: Run, site: FieldSite, map: Dictionary): Value {
  const elem = map.type.elem ?? anyType;
  run.isFromInterface = elem === anyType;
  const found = map.entries.get(site.name);
  if (found !== undefined) return found;
  if (run.missingKey === "zero") return zeroOf(elem);
  if (run.missingKey === "error") return run.fail(`map has no entry for key "${site.name}"`);
  return undefined;
}

function noReceiver(run: Run, site: FieldSite): undefined {
  if (run.missingKey === "error") run.fail(`nil data; no entry for key "${site.name}"`);
  return undefined;
}

function noField(run: Run, site: FieldSite, target: Value, type: GoType | undefined): never {
  const name = run.isFromInterface ? anyType.name : (type?.name ?? anyType.name);
  if (target instanceof Pointer && target.isNil) {
    const elem = target.type.elem;
    const isUnknown = elem?.kind === "struct" && !elem.fields?.some((field) => field.name === site.name);
    if (!isUnknown) run.fail(`nil pointer evaluating ${name}.${site.name}`);
  }
  return run.fail(`can't evaluate field ${site.name} in type ${name}`);
}
