import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Suspense } from "react";
import { LoadingRows } from "../../components/loading-rows.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { integrationQuery } from "./api/get-integration.ts";
import { IntegrationHeader } from "./integration-header.tsx";
import classes from "./integration-page.module.css";
import { IntegrationTrouble } from "./integration-trouble.tsx";
import type { Integration } from "./model.ts";
import { integrationTabs } from "./tabs.ts";

const route = getRouteApi("/signed-in/integrations/$id");

/** One integration: how to connect it, what it received, and what is done with it. */
export function IntegrationPage() {
  const { id } = route.useParams();
  return (
    <QueryView query={useQuery(integrationQuery(id))}>
      {(integration) => <IntegrationView key={id} integration={integration} />}
    </QueryView>
  );
}

function IntegrationView({ integration }: { integration: Integration }) {
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const tabs = integrationTabs.filter(({ isFor }) => isFor?.(integration) ?? true);
  const shown = tabs.find(({ value }) => value === tab) ?? tabs[0];
  return (
    <>
      <IntegrationHeader integration={integration} />
      <IntegrationTrouble integration={integration} />
      <Tabs
        value={shown?.value ?? null}
        keepMounted={false}
        onChange={(next) =>
          navigate({ search: next === null || next === tabs[0]?.value ? {} : { tab: next }, replace: true })
        }
      >
        <Tabs.List mb="md" className={classes.tabs}>
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ value, View }) => (
          <Tabs.Panel key={value} value={value}>
            <Suspense fallback={<LoadingRows count={4} />}>
              <View integrationId={integration.id} integration={integration} />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
