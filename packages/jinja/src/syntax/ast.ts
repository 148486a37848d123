import type { Value } from "../values.ts";

/** A half-open range of the normalized template text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Arguments {
  readonly args: readonly Expression[];
  readonly kwargs: readonly (readonly [string, Expression])[];
  readonly dynArgs: Expression | null;
  readonly dynKwargs: Expression | null;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**";
export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";

export interface NameNode extends Span {
  readonly kind: "name";
  readonly name: string;
  readonly context: "load" | "store" | "param";
}
export interface NamespaceRef extends Span {
  readonly kind: "nsref";
  readonly name: string;
  readonly attribute: string;
}
export interface TupleNode extends Span {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
}
export interface SliceNode extends Span {
  readonly kind: "slice";
  readonly begin: Expression | null;
  readonly stop: Expression | null;
  readonly step: Expression | null;
}
export interface FilterNode extends Span {
  readonly kind: "filter";
  /** Null at the head of a filter block. */
  readonly node: Expression | null;
  readonly name: string;
  readonly arguments: Arguments;
}
export interface CallNode extends Span {
  readonly kind: "call";
  readonly node: Expression;
  readonly arguments: Arguments;
}

export type Expression =
  | (Span & { readonly kind: "const"; readonly value: Value })
  | NameNode
  | NamespaceRef
  | TupleNode
  | (Span & { readonly kind: "list"; readonly items: readonly Expression[] })
  | (Span & { readonly kind: "dict"; readonly pairs: readonly (readonly [Expression, Expression])[] })
  | (Span & {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Span & { readonly kind: "unary"; readonly operator: "+" | "-"; readonly node: Expression })
  | (Span & { readonly kind: "not"; readonly node: Expression })
  | (Span & { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression })
  | (Span & {
      readonly kind: "compare";
      readonly first: Expression;
      readonly rest: readonly (readonly [CompareOperator, Expression])[];
    })
  | (Span & { readonly kind: "concat"; readonly items: readonly Expression[] })
  | (Span & {
      readonly kind: "condition";
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | null;
    })
  | (Span & { readonly kind: "getattr"; readonly node: Expression; readonly attribute: string })
  | (Span & { readonly kind: "getitem"; readonly node: Expression; readonly key: Expression })
  | SliceNode
  | FilterNode
  | (Span & {
      readonly kind: "test";
      readonly node: Expression;
      readonly name: string;
      readonly arguments: Arguments;
    })
  | CallNode;

export type Target = NameNode | NamespaceRef | TupleNode;

export interface Signature {
  readonly args: readonly NameNode[];
  readonly defaults: readonly Expression[];
}

export interface ForNode extends Span {
  readonly kind: "for";
  readonly target: Target;
  readonly iter: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
  readonly test: Expression | null;
  readonly recursive: boolean;
}
export interface IfNode extends Span {
  readonly kind: "if";
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly elifs: readonly IfNode[];
  readonly otherwise: readonly Statement[];
}
export interface MacroNode extends Span, Signature {
  readonly kind: "macro";
  readonly name: string;
  readonly body: readonly Statement[];
}
export interface CallBlockNode extends Span, Signature {
  readonly kind: "callblock";
  readonly call: CallNode;
  readonly body: readonly Statement[];
}
export interface BlockNode extends Span {
  readonly kind: "block";
  readonly name: string;
  readonly scoped: boolean;
  readonly required: boolean;
  readonly body: readonly Statement[];
}
export interface WithNode extends Span {
  readonly kind: "with";
  readonly targets: readonly Target[];
  readonly values: readonly Expression[];
  readonly body: readonly Statement[];
}
export interface SetNode extends Span {
  readonly kind: "set";
  readonly target: Target;
  readonly node: Expression;
}
export interface SetBlockNode extends Span {
  readonly kind: "setblock";
  readonly target: Target;
  readonly filter: FilterNode | null;
  readonly body: readonly Statement[];
}
export interface FilterBlockNode extends Span {
  readonly kind: "filterblock";
  readonly filter: FilterNode;
  readonly body: readonly Statement[];
}
export interface AutoescapeNode extends Span {
  readonly kind: "autoescape";
  readonly value: Expression;
  readonly body: readonly Statement[];
}
/** include, import, from-import and extends: there are no other templates, executing one fails. */
export interface LoaderNode extends Span {
  readonly kind: "loader";
  readonly tag: "include" | "import" | "from" | "extends";
  readonly template: Expression;
  readonly ignoreMissing: boolean;
  /** Names that an import would set. */
  readonly names: readonly string[];
}

export type Statement =
  | (Span & { readonly kind: "data"; readonly text: string })
  | (Span & { readonly kind: "output"; readonly node: Expression })
  | ForNode
  | IfNode
  | MacroNode
  | CallBlockNode
  | BlockNode
  | WithNode
  | SetNode
  | SetBlockNode
  | FilterBlockNode
  | AutoescapeNode
  | LoaderNode;

export type Node = Expression | Statement;

/** All direct sub-nodes, in the order in which Jinja visits them. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "const":
    case "name":
    case "nsref":
    case "data":
      return [];
    case "tuple":
    case "list":
    case "concat":
      return node.items;
    case "dict":
      return node.pairs.flat();
    case "binary":
    case "and":
    case "or":
      return [node.left, node.right];
    case "unary":
    case "not":
    case "output":
      return [node.node];
    case "compare":
      return [node.first, ...node.rest.map((part) => part[1])];
    case "condition":
      return present([node.test, node.then, node.otherwise]);
    case "getattr":
      return [node.node];
    case "getitem":
      return [node.node, node.key];
    case "slice":
      return present([node.begin, node.stop, node.step]);
    case "filter":
    case "test":
    case "call":
      return present([node.node, ...argumentNodes(node.arguments)]);
    default:
      return childrenOfStatement(node);
  }
}

function argumentNodes(list: Arguments): (Expression | null)[] {
  return [...list.args, ...list.kwargs.map((pair) => pair[1]), list.dynArgs, list.dynKwargs];
}

function present(nodes: readonly (Expression | null)[]): Expression[] {
  return nodes.filter((node) => node !== null);
}

type Compound = Exclude<Statement, { kind: "data" | "output" }>;

function childrenOfStatement(node: Compound): readonly Node[] {
  switch (node.kind) {
    case "for":
      return [
        node.target,
        node.iter,
        ...node.body,
        ...node.otherwise,
        ...(node.test === null ? [] : [node.test]),
      ];
    case "if":
      return [node.test, ...node.body, ...node.elifs, ...node.otherwise];
    case "macro":
      return [...node.args, ...node.defaults, ...node.body];
    case "callblock":
      return [node.call, ...node.args, ...node.defaults, ...node.body];
    case "block":
      return node.body;
    case "with":
      return [...node.targets, ...node.values, ...node.body];
    case "set":
      return [node.target, node.node];
    case "setblock":
      return [node.target, ...(node.filter === null ? [] : [node.filter]), ...node.body];
    case "filterblock":
      return [...node.body, node.filter];
    case "autoescape":
      return [node.value, ...node.body];
    case "loader":
      return [node.template];
  }
}
