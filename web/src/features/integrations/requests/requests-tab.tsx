import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "../../../components/empty-state.tsx";
import { QueryView } from "../../../components/query-view.tsx";
import { lastRequestsQuery } from "../api/last-requests.ts";
import type { TabProps } from "../model.ts";
import { RequestRow } from "./request-row.tsx";

/** What was received, as it was received, and what became of it. */
export function RequestsTab({ integrationId }: TabProps) {
  return (
    <QueryView query={useQuery(lastRequestsQuery(integrationId))}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState title="No requests yet">
            The last fifty stay here for you to look at, refused ones too. Demo alerts come another way and
            are not among them.
          </EmptyState>
        ) : (
          <>
            <Text size="sm" c="dimmed" mb="xs">
              The last fifty at most, newest first; refused ones too.
            </Text>
            <Stack
              gap={6}
              component="ul"
              p={0}
              m={0}
              style={{ listStyle: "none" }}
              aria-label="Last requests"
            >
              {items.map((request) => (
                <RequestRow key={request.id} integrationId={integrationId} request={request} />
              ))}
            </Stack>
          </>
        )
      }
    </QueryView>
  );
}
