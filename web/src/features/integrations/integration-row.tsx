import { Text } from "@mantine/core";
import { TextLink } from "../../components/links.tsx";
import { Time } from "../../components/time.tsx";
import classes from "./integration-row.module.css";
import { IntegrationStateBadge } from "./integration-state.tsx";
import { type Integration, stateOf } from "./model.ts";

/** One integration of the list: a line, or a card where there is no room for one. */
export function IntegrationRow({ integration }: { integration: Integration }) {
  const { id, name, type_title, description, firing_groups, last_request_at } = integration;
  return (
    <li className={classes.row}>
      <div>
        <TextLink to="/integrations/$id" params={{ id }} fw={600}>
          {name}
        </TextLink>
        <Text size="sm" c="dimmed">
          {[type_title, description].filter(Boolean).join(" · ")}
        </Text>
        <Trouble integration={integration} />
      </div>
      <div className={classes.facts}>
        {firing_groups > 0 && (
          <TextLink size="sm" to="/alert-groups" search={{ status: "firing", integration: id }}>
            {firing_groups}
            {firing_groups === 100 ? " or more" : ""} firing
          </TextLink>
        )}
        {last_request_at !== null && (
          <span>
            heard from <Time at={last_request_at} />
          </span>
        )}
        <IntegrationStateBadge state={stateOf(integration)} />
      </div>
    </li>
  );
}

/** What somebody should look into. */
function Trouble({ integration: { parked_requests, template_error } }: { integration: Integration }) {
  const troubles = [
    ...(template_error ? [`Template ${template_error.slot} failed`] : []),
    ...(parked_requests > 0
      ? [`${parked_requests}${parked_requests === 1000 ? " or more" : ""} not understood`]
      : []),
  ];
  if (troubles.length === 0) return null;
  return (
    <Text size="sm" c="var(--tocsin-firing)">
      {troubles.join(" · ")}
    </Text>
  );
}
