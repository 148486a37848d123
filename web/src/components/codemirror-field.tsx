import { closeBrackets } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useEffectEvent, useRef } from "react";
import { errorLineMark, markErrorLine } from "./error-line.ts";
import { templateLanguage } from "./template-language.ts";

export interface CodeEditorProps {
  label: string;
  value: string;
  onChange?: (value: string) => void;
  /** `template`: Jinja or Go, told apart by their braces. */
  language: "json" | "template" | "text";
  description?: string;
  /** What is wrong with the text. */
  error?: string | null;
  /** The line that is wrong, from 1. */
  errorLine?: number;
  isReadOnly?: boolean;
  minHeight?: number;
  maxHeight?: number;
}

/** The editor itself. Escape, then Tab, leaves it: Tab alone is not taken, so that the keyboard is never caught. */
export function CodeMirrorField(props: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const { label, value, language, isReadOnly = false, minHeight = 96, maxHeight = 480 } = props;
  const onChange = useEffectEvent((text: string) => props.onChange?.(text));
  const initialText = useEffectEvent(() => value);
  useEffect(() => {
    if (!host.current) return;
    const extensions = [
      ...basics,
      languages[language],
      EditorView.contentAttributes.of({ "aria-label": label }),
      EditorState.readOnly.of(isReadOnly),
      EditorView.theme({
        ".cm-scroller": { minHeight: `${minHeight}px`, maxHeight: `${maxHeight}px` },
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString());
      }),
    ];
    const created = new EditorView({
      parent: host.current,
      state: EditorState.create({ doc: initialText(), extensions }),
    });
    view.current = created;
    return () => created.destroy();
  }, [label, language, isReadOnly, minHeight, maxHeight]);
  useEffect(() => {
    const current = view.current;
    if (!current || current.state.doc.toString() === value) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
  }, [value]);
  const { errorLine } = props;
  useEffect(() => {
    view.current?.dispatch({ effects: markErrorLine.of(errorLine) });
  }, [errorLine]);
  return <div ref={host} style={{ marginTop: 4 }} />;
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.variableName], color: "var(--mantine-color-anchor)" },
  { tag: [tags.string], color: "var(--tocsin-resolved)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--tocsin-acknowledged)" },
  { tag: [tags.keyword, tags.brace], color: "var(--tocsin-firing)" },
  { tag: [tags.comment], color: "var(--mantine-color-dimmed)", fontStyle: "italic" },
]);

const look = EditorView.theme({
  "&": {
    border: "1px solid var(--tocsin-line)",
    borderRadius: "var(--mantine-radius-sm)",
    backgroundColor: "var(--tocsin-raised)",
    fontSize: "0.82rem",
  },
  "&.cm-focused": { outline: "2px solid var(--mantine-primary-color-filled)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", overflow: "auto" },
  ".cm-content": { caretColor: "var(--mantine-color-text)" },
  ".cm-cursor": { borderLeftColor: "var(--mantine-color-text)" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    color: "var(--mantine-color-dimmed)",
    border: "none",
  },
});

const basics: Extension[] = [
  lineNumbers(),
  history(),
  bracketMatching(),
  closeBrackets(),
  EditorView.lineWrapping,
  errorLineMark,
  syntaxHighlighting(colours),
  look,
  keymap.of([...defaultKeymap, ...historyKeymap]),
];

const languages: Readonly<Record<CodeEditorProps["language"], Extension>> = {
  json: json(),
  template: templateLanguage,
  text: [],
};
