import { childrenOf, type ForNode, type Node, type Statement } from "../syntax/ast.ts";

/**
 * Which variable a name means, decided before anything runs. Jinja compiles templates to Python functions, and its scoping
 * follows from the locals of these functions; this is the same analysis. A variable ("ident") is a name at a nesting
 * level; each scope says how its variables begin.
 */
export interface Ident {
  readonly level: number;
  readonly name: string;
}

export type Load =
  | { readonly kind: "parameter" }
  | { readonly kind: "resolve"; readonly name: string }
  | { readonly kind: "alias"; readonly of: Ident }
  | { readonly kind: "missing" };

/** How idents with the same level and name are found again. */
export function identKey(ident: Ident): string {
  return `${ident.level}:${ident.name}`;
}

interface LoadEntry {
  readonly ident: Ident;
  readonly load: Load;
}

export class Scope {
  readonly level: number;
  readonly parent: Scope | null;
  readonly refs = new Map<string, Ident>();
  readonly loads = new Map<string, LoadEntry>();
  readonly stores = new Set<string>();

  constructor(parent: Scope | null, level = parent === null ? 0 : parent.level + 1) {
    this.parent = parent;
    this.level = level;
  }

  find(name: string): Ident | undefined {
    return this.refs.get(name) ?? this.parent?.find(name);
  }

  private define(name: string, load: Load): Ident {
    const ident = { level: this.level, name };
    this.refs.set(name, ident);
    this.setLoad(ident, load);
    return ident;
  }

  private setLoad(ident: Ident, load: Load): void {
    this.loads.set(identKey(ident), { ident, load });
  }

  store(name: string): void {
    this.stores.add(name);
    if (this.refs.has(name)) return;
    const outer = this.parent?.find(name);
    this.define(name, outer === undefined ? { kind: "missing" } : { kind: "alias", of: outer });
  }

  declareParameter(name: string): Ident {
    this.stores.add(name);
    return this.define(name, { kind: "parameter" });
  }

  load(name: string): void {
    if (this.find(name) === undefined) this.define(name, { kind: "resolve", name });
  }

  copy(): Scope {
    const copy = new Scope(this.parent, this.level);
    for (const [name, ident] of this.refs) copy.refs.set(name, ident);
    for (const [key, entry] of this.loads) copy.loads.set(key, entry);
    for (const name of this.stores) copy.stores.add(name);
    return copy;
  }

  /** Takes over what the branches of an `if` did: a name stored in one of them begins as what it means outside. */
  mergeBranches(branches: readonly Scope[]): void {
    const stored = new Set(branches.flatMap((branch) => [...branch.stores]));
    for (const name of this.stores) stored.delete(name);
    for (const branch of branches) {
      for (const [name, ident] of branch.refs) this.refs.set(name, ident);
      for (const [key, entry] of branch.loads) this.loads.set(key, entry);
      for (const name of branch.stores) this.stores.add(name);
    }
    for (const name of stored) {
      const ident = this.find(name);
      if (ident === undefined) continue;
      const outer = this.parent?.find(name);
      this.setLoad(ident, outer === undefined ? { kind: "resolve", name } : { kind: "alias", of: outer });
    }
  }

  /** All names stored here or in an outer scope, with the variable they mean here. */
  storedNames(): Map<string, Ident> {
    const found = new Map<string, Ident>();
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      for (const name of scope.stores) {
        const ident = this.find(name);
        if (ident !== undefined && !found.has(name)) found.set(name, ident);
      }
    }
    return found;
  }
}

/** Visits nodes as part of `scope`: bodies with scopes of their own are left to those. */
export function analyze(scope: Scope, nodes: readonly Node[]): void {
  for (const node of nodes) visit(scope, node);
}

function visit(scope: Scope, node: Node): void {
  switch (node.kind) {
    case "name":
      if (node.context === "load") scope.load(node.name);
      else if (node.context === "store") scope.store(node.name);
      else scope.declareParameter(node.name);
      return;
    case "nsref":
      scope.load(node.name);
      return;
    case "if":
      visitIf(scope, node);
      return;
    case "macro":
      scope.store(node.name);
      return;
    case "set":
      visit(scope, node.node);
      visit(scope, node.target);
      return;
    default:
      visitOther(scope, node);
  }
}

function visitIf(scope: Scope, node: Extract<Statement, { kind: "if" }>): void {
  visit(scope, node.test);
  const branch = (nodes: readonly Statement[]): Scope => {
    const copy = scope.copy();
    analyze(copy, nodes);
    return copy;
  };
  scope.mergeBranches([branch(node.body), branch(node.elifs), branch(node.otherwise)]);
}

function visitOther(scope: Scope, node: Node): void {
  switch (node.kind) {
    case "for":
      visit(scope, node.iter);
      return;
    case "callblock":
      visit(scope, node.call);
      return;
    case "filterblock":
      visit(scope, node.filter);
      return;
    case "with":
      analyze(scope, node.values);
      return;
    case "setblock":
      visit(scope, node.target);
      return;
    case "block":
    case "autoescape":
      return;
    case "loader":
      visit(scope, node.template);
      for (const name of node.names) scope.store(name);
      return;
    default:
      analyze(scope, childrenOf(node));
  }
}

/** The target of a loop is set by the loop itself, so its names are parameters. */
export function declareTarget(scope: Scope, target: ForNode["target"]): void {
  if (target.kind === "name") scope.declareParameter(target.name);
  else if (target.kind === "nsref") scope.load(target.name);
  else for (const item of target.items) declareTarget(scope, item as ForNode["target"]);
}

/** Which of `names` are read before they are set, anywhere in `nodes` but in blocks. */
export function findUndeclared(nodes: readonly Node[], names: readonly string[]): Set<string> {
  const wanted = new Set(names);
  const found = new Set<string>();
  const walk = (node: Node): void => {
    if (node.kind === "block") return;
    if (node.kind === "name") {
      if (node.context !== "load") wanted.delete(node.name);
      else if (wanted.has(node.name)) found.add(node.name);
      return;
    }
    for (const child of childrenOf(node)) walk(child);
  };
  for (const node of nodes) walk(node);
  return found;
}

/** Whether `test` holds for a node or one of its descendants. */
export function someNode(nodes: readonly Node[], test: (node: Node) => boolean): boolean {
  return nodes.some((node) => test(node) || someNode(childrenOf(node), test));
}

/** The number of nodes: what running them once costs. */
export function countNodes(nodes: readonly Node[]): number {
  let count = nodes.length;
  for (const node of nodes) count += countNodes(childrenOf(node));
  return count;
}
