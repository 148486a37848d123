import type { Arguments, Expression } from "./ast.ts";
import type { TokenStream } from "./token-stream.ts";

interface ArgumentParser {
  readonly stream: TokenStream;
  parseExpression(): Expression;
}

/** The arguments of a call, a filter or a test: from `(` to `)`. */
export function parseArguments(parser: ArgumentParser): Arguments {
  const { stream } = parser;
  const open = stream.expectOperator("(");
  const args: Expression[] = [];
  const kwargs: [string, Expression][] = [];
  const dyn: { args: Expression | null; kwargs: Expression | null } = { args: null, kwargs: null };
  const ensure = (allowed: boolean): void => {
    if (!allowed) stream.fail("invalid syntax for function call expression", open);
  };
  let first = true;
  while (!stream.isOperator(")")) {
    if (!first) {
      stream.expectOperator(",");
      if (stream.isOperator(")")) break;
    }
    first = false;
    if (stream.skipOperator("*")) {
      ensure(dyn.args === null && dyn.kwargs === null);
      dyn.args = parser.parseExpression();
    } else if (stream.skipOperator("**")) {
      ensure(dyn.kwargs === null);
      dyn.kwargs = parser.parseExpression();
    } else if (isKeyword(stream)) {
      ensure(dyn.kwargs === null);
      const key = stream.advance();
      stream.advance();
      if (kwargs.some(([name]) => name === key.value)) {
        stream.fail(`keyword argument repeated: ${key.value}`, key);
      }
      kwargs.push([key.value, parser.parseExpression()]);
    } else {
      ensure(dyn.args === null && dyn.kwargs === null && kwargs.length === 0);
      args.push(parser.parseExpression());
    }
  }
  stream.expectOperator(")");
  return { args, kwargs, dynArgs: dyn.args, dynKwargs: dyn.kwargs };
}

function isKeyword({ current, next }: TokenStream): boolean {
  return current.type === "name" && next.type === "operator" && next.value === "=";
}
