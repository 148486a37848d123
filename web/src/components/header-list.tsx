import { Code } from "@mantine/core";

/** Headers or parameters of a request, one a line. */
export function HeaderList({ headers, label }: { headers: Record<string, string>; label: string }) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <Code block tabIndex={0} aria-label={label} style={{ whiteSpace: "pre-wrap" }}>
      {lines.join("\n") || "No headers"}
    </Code>
  );
}
