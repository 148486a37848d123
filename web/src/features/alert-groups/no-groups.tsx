import { Code } from "@mantine/core";
import { EmptyState } from "../../components/empty-state.tsx";
import { LinkButton, TextLink } from "../../components/links.tsx";
import type { GroupFilter } from "./filter.ts";

/** Nothing matches, or nothing has come yet. */
export function NoGroups({ filter }: { filter: GroupFilter }) {
  const isNarrowed = filter.q !== undefined || filter.integration !== undefined || filter.labels.length > 0;
  const states = filter.statuses.join(", ");
  if (isNarrowed) {
    return (
      <EmptyState
        title="No alert group matches"
        action={
          <LinkButton to="/alert-groups" search={{}} variant="default">
            Show all open ones
          </LinkButton>
        }
      >
        States looked at: {states}.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing here now">
      No alert group is {states}. The first alert makes one: point a monitoring tool at an{" "}
      <TextLink to="/integrations">integration</TextLink>, or send one by <Code>curl</Code> with the line that
      the server prints when it starts. It shows up here by itself.
    </EmptyState>
  );
}
