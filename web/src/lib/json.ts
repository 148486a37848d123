const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** JSON text over several lines. Only white space changes: numbers keep their spelling, keys their order. */
export function indentJson(text: string): string {
  let depth = 0;
  let result = "";
  const line = () => `\n${"  ".repeat(depth)}`;
  const found = text.match(tokens) ?? [];
  for (const [at, token] of found.entries()) {
    const next = found[at + 1];
    const before = found[at - 1];
    if (token === "{" || token === "[") {
      depth += 1;
      result += next === "}" || next === "]" ? token : token + line();
    } else if (token === "}" || token === "]") {
      depth = Math.max(0, depth - 1);
      result += before === "{" || before === "[" ? token : line() + token;
    } else if (token === ",") result += token + line();
    else result += token === ":" ? ": " : token;
  }
  return result;
}
