import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
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
  const listRef = useShownTab(shown?.value);
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
        <Tabs.List mb="md" className={classes.tabs} ref={listRef}>
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

/** On a phone the tab that is shown may be beyond the edge. */
function useShownTab(value: string | undefined) {
  const listRef = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place to scroll to
  useEffect(() => {
    const active = listRef.current?.querySelector("[aria-selected=true]");
    active?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [value]);
  return listRef;
}
