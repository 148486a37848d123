/** One template of a documentation page and what the page says comes of it. */
export interface TemplateExample {
  /** Line of the page, from 1. */
  line: number;
  /** The nearest heading above. */
  section: string;
  language: string;
  template: string;
  /** Whether the result is the text of an error. */
  fails: boolean;
  result: string;
}

/** A fenced block of a page. */
export interface FencedBlock {
  /** Line of its first line of text, from 1. */
  line: number;
  section: string;
  language: string;
  text: string;
}

export interface Page {
  blocks: FencedBlock[];
  /** Everything outside of fenced blocks. */
  prose: string;
}

export function readPage(markdown: string): Page {
  const blocks: FencedBlock[] = [];
  const prose: string[] = [];
  let open: { line: number; language: string; lines: string[] } | undefined;
  let section = "";
  for (const [index, line] of markdown.split("\n").entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (fence && open) {
      blocks.push({ line: open.line, section, language: open.language, text: open.lines.join("\n") });
      open = undefined;
    } else if (fence) open = { line: index + 2, language: fence[1] ?? "", lines: [] };
    else if (open) open.lines.push(line);
    else {
      section = /^#+ (.*)$/.exec(line)?.[1] ?? section;
      prose.push(line);
    }
  }
  return { blocks, prose: prose.join("\n") };
}

const commentLine = /^\{#.*#\}$|^\{\{\/\*.*\*\/\}\}$/;

/**
 * The examples of a block: a template of one or more lines, then `→` and its result (`✗` and the error's text when it
 * fails). Further lines of the result begin with `→` too; `␣` is a blank at an end. A comment on its own line stands
 * between examples and is not run.
 * @throws Error for a template without a result
 */
export function examplesOf({ line: first, section, language, text }: FencedBlock): TemplateExample[] {
  const examples: TemplateExample[] = [];
  let pending: string[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const [, before = "", mark, after = ""] = /^(.*?)\s*([→✗])(?: (.*))?$/.exec(line) ?? [];
    const last = examples.at(-1);
    if (mark === undefined) {
      if (pending.length > 0 || !(line === "" || commentLine.test(line))) pending.push(line);
    } else if (before === "" && pending.length === 0 && last) last.result += `\n${shown(after)}`;
    else {
      if (before !== "") pending.push(before);
      const template = pending.join("\n");
      examples.push({
        line: first + index,
        section,
        language,
        template,
        fails: mark === "✗",
        result: shown(after),
      });
      pending = [];
    }
  }
  if (pending.length > 0)
    throw new Error(`line ${first}: a template without a result: ${pending.join("\n")}`);
  return examples;
}

function shown(result: string): string {
  return result.replaceAll("␣", " ");
}
