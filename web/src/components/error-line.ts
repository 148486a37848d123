import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Marks the line with this number as wrong, or none. */
export const markErrorLine = StateEffect.define<number | undefined>();

const mark = Decoration.line({ class: "cm-error-line" });

const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const effect = transaction.effects.find((each) => each.is(markErrorLine));
    if (!effect) return before.map(transaction.changes);
    const { doc } = transaction.state;
    const line = effect.value;
    if (line === undefined || line < 1 || line > doc.lines) return Decoration.none;
    return Decoration.set(mark.range(doc.line(line).from));
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** A wrong line has a coloured ground and edge; what is wrong is said below the editor. */
export const errorLineMark = [
  marked,
  EditorView.baseTheme({
    ".cm-error-line": {
      backgroundColor: "color-mix(in srgb, var(--tocsin-firing) 14%, transparent)",
      boxShadow: "inset 3px 0 0 var(--tocsin-firing)",
    },
  }),
];
