import { StreamLanguage, type StringStream } from "@codemirror/language";

interface State {
  /** What ends the piece of template that the reader is in; undefined in plain text. */
  end: string | undefined;
}

const openings: readonly (readonly [opening: string, end: string])[] = [
  ["{{", "}}"],
  ["{%", "%}"],
];

const words = new Set(
  "if elif else endif for in endfor set endset not and or is with end range define block template filter".split(
    " ",
  ),
);

/** Colours for Jinja and Go templates: braces, words, strings, numbers; the text around them stays plain. */
export const templateLanguage = StreamLanguage.define<State>({
  startState: () => ({ end: undefined }),
  copyState: (state) => ({ ...state }),
  token: (stream, state) => (state.end === undefined ? readText(stream, state) : readCode(stream, state)),
});

function readText(stream: StringStream, state: State): string | null {
  if (stream.match("{#")) {
    if (!stream.skipTo("#}")) stream.skipToEnd();
    else stream.match("#}");
    return "comment";
  }
  for (const [opening, end] of openings) {
    if (!stream.match(opening)) continue;
    stream.eat("-");
    state.end = end;
    return "brace";
  }
  stream.next();
  stream.eatWhile(/[^{]/);
  return null;
}

function readCode(stream: StringStream, state: State): string | null {
  if (stream.eatSpace()) return null;
  stream.eat("-");
  if (state.end !== undefined && stream.match(state.end)) {
    state.end = undefined;
    return "brace";
  }
  if (stream.match(/^"(?:[^"\\]|\\.)*"?|^'(?:[^'\\]|\\.)*'?|^`[^`]*`?/)) return "string";
  if (stream.match(/^\d+(?:\.\d+)?/)) return "number";
  const word = stream.match(/^[\p{L}_$][\p{L}\p{N}_]*/u);
  if (word) return typeof word === "object" && words.has(word[0]) ? "keyword" : "variableName";
  stream.next();
  return null;
}
