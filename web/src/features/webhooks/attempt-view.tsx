import { Group, Stack, Text, Title } from "@mantine/core";
import { HeaderList } from "../../components/header-list.tsx";
import { JsonView } from "../../components/json-view.tsx";
import { TextLink } from "../../components/links.tsx";
import { Time } from "../../components/time.tsx";
import type { Attempt } from "./model.ts";
import { RequestView } from "./request-view.tsx";
import { ResultBadge } from "./result-badge.tsx";

/** Where the time of a try goes, in the order of its way. */
const phases = [
  ["wait", "waited"],
  ["queue", "for a connection"],
  ["dns", "name lookup"],
  ["connect", "connect"],
  ["tls", "TLS"],
  ["firstByte", "first byte"],
  ["total", "total"],
] as const;

/** One try with its request, its answer and where the time went. */
export function AttemptView({ attempt }: { attempt: Attempt }) {
  const { request, response, timings, error, next_try_at } = attempt;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <ResultBadge result={attempt.result} />
        <Text size="sm">
          Try {attempt.number} of {attempt.delivery_id}
        </Text>
        {attempt.alert_group_id && (
          <TextLink size="sm" to="/alert-groups/$id" params={{ id: attempt.alert_group_id }}>
            Alert group {attempt.alert_group_id}
          </TextLink>
        )}
        {next_try_at && (
          <Text size="sm" component="div">
            Next try <Time at={next_try_at} />
          </Text>
        )}
      </Group>
      {error && (
        <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
          {attempt.error_part ? `${attempt.error_part}: ` : ""}
          {error}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {phases
          .flatMap(([phase, label]) => {
            const ms = timings[phase];
            return ms === undefined ? [] : [`${label} ${Math.round(ms * 10) / 10} ms`];
          })
          .join(" · ")}
      </Text>
      <Title order={3} size="sm">
        Request
      </Title>
      <RequestView request={request} />
      <Title order={3} size="sm">
        Answer{response ? ` ${response.status}` : ""}
      </Title>
      {response ? (
        <>
          <HeaderList headers={response.headers} label="Answer headers" />
          {response.body && <JsonView text={response.body} label="Answer body" />}
        </>
      ) : (
        <Text size="sm" c="dimmed">
          There was none.
        </Text>
      )}
    </Stack>
  );
}
