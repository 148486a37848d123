import { Code, Stack, Text } from "@mantine/core";
import { JsonView } from "../../components/json-view.tsx";

interface RequestViewProps {
  request: { method: string; url: string; headers: Record<string, string>; body: string | null };
}

/** A request as it goes out. */
export function RequestView({ request }: RequestViewProps) {
  return (
    <Stack gap="xs">
      <Text size="sm" ff="monospace">
        <b>{request.method}</b> {request.url}
      </Text>
      <HeaderList headers={request.headers} label="Request headers" />
      {request.body === null ? (
        <Text size="sm" c="dimmed">
          No body
        </Text>
      ) : (
        <JsonView text={request.body} label="Body" />
      )}
    </Stack>
  );
}

export function HeaderList({ headers, label }: { headers: Record<string, string>; label: string }) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <Code block tabIndex={0} aria-label={label} style={{ whiteSpace: "pre-wrap" }}>
      {lines.join("\n") || "No headers"}
    </Code>
  );
}
