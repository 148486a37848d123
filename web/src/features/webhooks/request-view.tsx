import { Stack, Text } from "@mantine/core";
import { HeaderList } from "../../components/header-list.tsx";
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
