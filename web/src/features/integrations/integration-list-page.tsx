import { Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useHasRole } from "../../api/session.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { LinkButton } from "../../components/links.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { SearchField } from "../../components/search-field.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { integrationListQuery } from "./api/list-integrations.ts";
import { IntegrationRow } from "./integration-row.tsx";

const route = getRouteApi("/signed-in/integrations");

/** Every integration, and whether its tool is heard from. */
export function IntegrationListPage() {
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const integrations = useInfiniteQuery(integrationListQuery(q));
  const create = useHasRole("admin") && (
    <LinkButton to="/integrations/new" leftSection={<IconPlus size={16} />}>
      New integration
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title="Integrations"
        description="Where alerts come from: one for each tool that sends them."
        actions={create}
      />
      <SearchField
        type="search"
        text={q ?? ""}
        label="Find by name or type"
        maxLength={100}
        mb="sm"
        maw={420}
        onChange={(text) => navigate({ search: text === "" ? {} : { q: text }, replace: true })}
      />
      <QueryView query={integrations}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) {
            return (
              <Stack
                gap={6}
                component="ul"
                p={0}
                m={0}
                style={{ listStyle: "none" }}
                aria-label="Integrations"
              >
                {items.map((integration) => (
                  <IntegrationRow key={integration.id} integration={integration} />
                ))}
              </Stack>
            );
          }
          return q === undefined ? (
            <EmptyState title="No integrations yet" action={create}>
              An integration is an address that one tool sends its alerts to.
            </EmptyState>
          ) : (
            <EmptyState title="No integration matches">No name and no type has “{q}” in it.</EmptyState>
          );
        }}
      </QueryView>
      <ShowMore query={integrations} what="integrations" />
    </>
  );
}
