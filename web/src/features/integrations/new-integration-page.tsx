import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useHasRole } from "../../api/session.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ForbiddenState } from "../../components/forbidden-state.tsx";
import { LinkButton } from "../../components/links.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { integrationTypesQuery } from "./api/list-types.ts";
import { NewIntegrationForm } from "./new-integration-form.tsx";
import { ToolGallery } from "./tool-gallery.tsx";

const route = getRouteApi("/signed-in/integrations/new");

/** Makes an integration: first the tool, then its name. The address holds the tool, so that "back" leads to all of them. */
export function NewIntegrationPage() {
  const { type } = route.useSearch();
  const types = useQuery(integrationTypesQuery);
  if (!useHasRole("admin")) return <ForbiddenState reason="Integrations are made by admins." />;
  return (
    <>
      <PageHeader
        title="New integration"
        description={type === undefined ? "Which tool sends the alerts?" : undefined}
      />
      <QueryView query={types}>
        {(items) => {
          if (type === undefined) return <ToolGallery types={items} />;
          const chosen = items.find((item) => item.type === type);
          if (chosen) return <NewIntegrationForm key={type} type={chosen} />;
          return (
            <EmptyState
              title="There is no such tool"
              action={<LinkButton to="/integrations/new">Show all tools</LinkButton>}
            >
              This server knows no type “{type}”.
            </EmptyState>
          );
        }}
      </QueryView>
    </>
  );
}
