import { Button, Group } from "@mantine/core";

interface ShowMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  /** What there is more of: "incidents". */
  what: string;
}

/** Fetches the next page of a long list; nothing when all of it is shown. */
export function ShowMore({ query, what }: ShowMoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <Group justify="center" mt="md">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        Show older {what}
      </Button>
    </Group>
  );
}
