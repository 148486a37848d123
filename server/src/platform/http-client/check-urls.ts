import { judgeUrl } from "./judge-url.ts";
import type { Policy } from "./policy.ts";

/**
 * Judges one URL per line without connecting or asking DNS. Writes one line for each: `allowed`, or
 * `refused <rule> <reason>`; an empty line is judged too, so that answers and lines match. Only a line feed ends a
 * line: a carriage return inside a URL is judged and not taken for its end.
 * @returns how many were refused
 */
export async function checkUrls(
  input: AsyncIterable<string>,
  policy: Policy,
  write: (text: string) => void,
): Promise<number> {
  let rest = "";
  let refused = 0;
  const judge = (line: string) => {
    const judged = judgeUrl(line, policy);
    if (judged.verdict === "refused") refused += 1;
    write(judged.verdict === "allowed" ? "allowed\n" : `refused ${judged.rule} ${judged.reason}\n`);
  };
  for await (const chunk of input) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) judge(line);
  }
  if (rest !== "") judge(rest);
  return refused;
}
