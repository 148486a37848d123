import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiError } from "../api/client.ts";
import { EmptyState } from "./empty-state.tsx";
import { ForbiddenState } from "./forbidden-state.tsx";

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
}

/** What went wrong, in the server's words, and a way to try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  if (error instanceof ApiError && error.status === 403) return <ForbiddenState reason={error.message} />;
  if (error instanceof ApiError && error.status === 404) {
    return <EmptyState title="This is not here">{error.message} It may have been deleted.</EmptyState>;
  }
  return (
    <Alert color="red" variant="outline" icon={<IconAlertTriangle />} title="That did not work" role="alert">
      <Stack gap="sm" align="flex-start">
        <Text>{errorText(error)}</Text>
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** An error for people: the server's message, with the field that it is about. */
export function errorText(error: unknown): string {
  if (error instanceof ApiError) return error.field ? `${error.field}: ${error.message}` : error.message;
  return error instanceof Error ? error.message : String(error);
}
