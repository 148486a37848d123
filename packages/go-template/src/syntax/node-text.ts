import { quoteText } from "../format/quote.ts";
import type { AnyNode, BranchNode, CommandNode, Operand, PipeNode } from "./ast.ts";

/** A node as Go prints it in error messages. */
export function nodeText(node: AnyNode): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "list":
      return node.nodes.map(nodeText).join("");
    case "action":
      return `{{${pipeText(node.pipe)}}}`;
    case "if":
    case "with":
    case "range":
      return branchText(node);
    case "break":
    case "continue":
      return `{{${node.kind}}}`;
    case "template":
      return `{{template ${quoteText(node.name)}${node.pipe ? ` ${pipeText(node.pipe)}` : ""}}}`;
    case "command":
      return commandText(node);
    default:
      return operandText(node);
  }
}

function branchText(node: BranchNode): string {
  const otherwise = node.otherwise ? `{{else}}${nodeText(node.otherwise)}` : "";
  return `{{${node.kind} ${pipeText(node.pipe)}}}${nodeText(node.body)}${otherwise}{{end}}`;
}

function pipeText(pipe: PipeNode): string {
  const commands = pipe.commands.map(commandText).join(" | ");
  if (pipe.variables.length === 0) return commands;
  const variables = pipe.variables.map(operandText).join(", ");
  return `${variables} ${pipe.isAssignment ? "=" : ":="} ${commands}`;
}

function commandText(command: CommandNode): string {
  return command.operands.map(argumentText).join(" ");
}

function argumentText(operand: Operand): string {
  return operand.kind === "pipe" ? `(${pipeText(operand)})` : operandText(operand);
}

function operandText(operand: Operand): string {
  switch (operand.kind) {
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "bool":
      return operand.value ? "true" : "false";
    case "string":
      return operand.quoted;
    case "number":
      return operand.text;
    case "field":
      return operand.path.map((name) => `.${name}`).join("");
    case "variable":
      return [operand.name, ...operand.path].join(".");
    case "identifier":
      return operand.name;
    case "chain":
      return argumentText(operand.operand) + operand.path.map((name) => `.${name}`).join("");
    case "pipe":
      return pipeText(operand);
  }
}
