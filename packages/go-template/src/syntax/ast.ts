import { trimSpace } from "../values/text.ts";

/** One text handed to the parser; positions in nodes refer to it. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** Every node knows the UTF-16 offset error messages point at, and the source it came from. */
interface Located {
  readonly position: number;
  readonly source: Source;
}

export interface DotNode extends Located {
  readonly kind: "dot";
}
export interface NilNode extends Located {
  readonly kind: "nil";
}
export interface BoolNode extends Located {
  readonly kind: "bool";
  readonly value: boolean;
}
export interface StringNode extends Located {
  readonly kind: "string";
  readonly quoted: string;
  readonly value: string;
}
/** A number under every Go type that can represent it, like Go's untyped constants. */
export interface NumberNode extends Located {
  readonly kind: "number";
  readonly text: string;
  readonly int: bigint | undefined;
  readonly uint: bigint | undefined;
  readonly float: number | undefined;
  readonly complex: { readonly re: number; readonly im: number } | undefined;
}
export interface FieldNode extends Located {
  readonly kind: "field";
  readonly path: readonly string[];
}
export interface VariableNode extends Located {
  readonly kind: "variable";
  readonly name: string;
  readonly path: readonly string[];
}
export interface IdentifierNode extends Located {
  readonly kind: "identifier";
  readonly name: string;
}
export interface ChainNode extends Located {
  readonly kind: "chain";
  readonly operand: Operand;
  readonly path: readonly string[];
}
export type Operand =
  | DotNode
  | NilNode
  | BoolNode
  | StringNode
  | NumberNode
  | FieldNode
  | VariableNode
  | IdentifierNode
  | ChainNode
  | PipeNode;

export interface CommandNode extends Located {
  readonly kind: "command";
  /** Never empty: the first is what is evaluated or called. */
  readonly operands: readonly [Operand, ...Operand[]];
}
export interface PipeNode extends Located {
  readonly kind: "pipe";
  readonly isAssignment: boolean;
  readonly variables: readonly VariableNode[];
  readonly commands: readonly CommandNode[];
}

export interface TextNode extends Located {
  readonly kind: "text";
  readonly text: string;
}
export interface ActionNode extends Located {
  readonly kind: "action";
  readonly pipe: PipeNode;
}
export interface BranchNode extends Located {
  readonly kind: "if" | "with" | "range";
  readonly pipe: PipeNode;
  readonly body: ListNode;
  readonly otherwise: ListNode | undefined;
}
export interface JumpNode extends Located {
  readonly kind: "break" | "continue";
}
export interface TemplateNode extends Located {
  readonly kind: "template";
  readonly name: string;
  readonly pipe: PipeNode | undefined;
}
export interface ListNode extends Located {
  readonly kind: "list";
  readonly nodes: readonly Node[];
}
export type Node = TextNode | ActionNode | BranchNode | JumpNode | TemplateNode | ListNode;

/** Anything an error message can point at. */
export type AnyNode = Node | Operand | CommandNode;

/** Whether a body holds nothing but white space: such a definition never replaces a real one. */
export function isEmptyBody(node: Node): boolean {
  if (node.kind === "list") return node.nodes.every(isEmptyBody);
  return node.kind === "text" && trimSpace(node.text) === "";
}
