import { Button, Group, Stack, Text } from "@mantine/core";
import { useHasRole } from "../../../api/session.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { HeaderList } from "../../../components/header-list.tsx";
import { JsonView } from "../../../components/json-view.tsx";
import { TextLink } from "../../../components/links.tsx";
import { useTryRequest } from "../api/last-requests.ts";
import type { LastRequest } from "../model.ts";
import { ParkedActions } from "./parked-actions.tsx";
import { TrialResult } from "./trial-result.tsx";

interface RequestDetailsProps {
  integrationId: string;
  request: LastRequest;
}

/** A request as it came, the groups it led to, and what it would do now. */
export function RequestDetails({ integrationId, request }: RequestDetailsProps) {
  const mayTry = useHasRole("responder");
  const trial = useTryRequest(integrationId);
  const { headers, query, outcome } = request;
  return (
    <Stack gap="sm">
      {outcome && outcome.alert_groups.length > 0 && (
        <Group gap="xs">
          <Text size="sm">Led to</Text>
          {outcome.alert_groups.map((id) => (
            <TextLink key={id} size="sm" to="/alert-groups/$id" params={{ id }}>
              {id}
            </TextLink>
          ))}
        </Group>
      )}
      {Object.keys(headers).length > 0 && <HeaderList headers={headers} label="Headers" />}
      {Object.keys(query).length > 0 && <HeaderList headers={query} label="Parameters of the address" />}
      <Body request={request} />
      <Group gap="xs">
        {mayTry && (
          <Button
            variant="default"
            size="xs"
            loading={trial.isPending}
            onClick={() => trial.mutate(request.id)}
          >
            What would it do now?
          </Button>
        )}
        {request.state === "parked" && <ParkedActions id={Number(request.id)} />}
      </Group>
      {trial.error && <ErrorState error={trial.error} />}
      {trial.data && <TrialResult trial={trial.data} />}
    </Stack>
  );
}

function Body({ request: { body, body_encoding, body_bytes } }: { request: LastRequest }) {
  if (body_bytes === 0) {
    return (
      <Text size="sm" c="dimmed">
        No body
      </Text>
    );
  }
  if (body_encoding === "base64") return <JsonView text={body} label="Body: no text, shown as base64" />;
  const isCut = new TextEncoder().encode(body).length < body_bytes;
  return <JsonView text={body} label={isCut ? "Body, its first 64 kB" : "Body"} />;
}
