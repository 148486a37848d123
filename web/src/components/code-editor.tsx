import { Input, Skeleton } from "@mantine/core";
import { lazy, Suspense, useId } from "react";
import type { CodeEditorProps } from "./codemirror-field.tsx";

const CodeMirrorField = lazy(async () => ({
  default: (await import("./codemirror-field.tsx")).CodeMirrorField,
}));

/** An editor for templates and JSON. Its code is fetched when the first one is shown. */
export function CodeEditor(props: CodeEditorProps) {
  const id = useId();
  const { label, description, error, minHeight = 96 } = props;
  return (
    <Input.Wrapper label={label} labelElement="div" description={description} error={error} id={id}>
      <Suspense fallback={<Skeleton height={minHeight} mt={4} />}>
        <CodeMirrorField {...props} minHeight={minHeight} />
      </Suspense>
    </Input.Wrapper>
  );
}
