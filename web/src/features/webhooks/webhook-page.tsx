import { Alert, Stack, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useHasRole } from "../../api/session.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { webhookQuery } from "./api/get-webhook.ts";
import { DeliveryLog } from "./delivery-log.tsx";
import { HealthPanel } from "./health-panel.tsx";
import { dialectLabel } from "./model.ts";
import { OutageOffer } from "./outage-offer.tsx";
import { ReplayPanel } from "./replay-panel.tsx";
import { SettingsPanel } from "./settings-panel.tsx";
import { TestPanel } from "./test-panel.tsx";

const route = getRouteApi("/signed-in/webhooks/$id");

/** One webhook: what it sent, its settings, and past deliveries once more. */
export function WebhookPage() {
  const { id } = route.useParams();
  const { tab = "log" } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useHasRole("admin");
  return (
    <QueryView query={useQuery(webhookQuery(id))}>
      {(webhook) => (
        <>
          <PageHeader
            title={webhook.name}
            description={`${dialectLabel(webhook.dialect)} · ${webhook.trigger} · ${webhook.is_enabled ? "on" : "off"}`}
          />
          {webhook.disabled_reason && (
            <Alert color="orange" variant="outline" title="The server switched it off" mb="md">
              {webhook.disabled_reason} Once it is on again, what was given up can be replayed.
            </Alert>
          )}
          {mayChange && tab === "log" && <OutageOffer webhook={webhook} />}
          <Tabs
            value={tab}
            keepMounted={false}
            onChange={(next) =>
              navigate({
                search: next === "settings" || next === "replay" ? { tab: next } : {},
                replace: true,
              })
            }
          >
            <Tabs.List mb="md">
              <Tabs.Tab value="log">Deliveries</Tabs.Tab>
              {mayChange && <Tabs.Tab value="settings">Settings</Tabs.Tab>}
              {mayChange && <Tabs.Tab value="replay">Replay</Tabs.Tab>}
            </Tabs.List>
            <Tabs.Panel value="log">
              <Stack>
                <HealthPanel id={id} />
                {mayChange && <TestPanel webhook={webhook} />}
                <DeliveryLog id={id} mayReplay={mayChange} />
              </Stack>
            </Tabs.Panel>
            {mayChange && (
              <>
                <Tabs.Panel value="settings">
                  <SettingsPanel key={webhook.id} webhook={webhook} />
                </Tabs.Panel>
                <Tabs.Panel value="replay">
                  <ReplayPanel id={id} />
                </Tabs.Panel>
              </>
            )}
          </Tabs>
        </>
      )}
    </QueryView>
  );
}
