import { Group, Loader, Paper, Text } from "@mantine/core";
import { IconCircleCheckFilled } from "@tabler/icons-react";
import { useState } from "react";
import { TextLink } from "../../components/links.tsx";
import { Time } from "../../components/time.tsx";
import type { Integration } from "./model.ts";

/** Waits with somebody for the first request of their tool, and tells when it has come. */
export function FirstRequest({ integration }: { integration: Integration }) {
  const { id, last_request_at, refused_requests } = integration;
  const [wasWaiting] = useState(last_request_at === null);
  const requests = (
    <TextLink to="/integrations/$id" params={{ id }} search={{ tab: "requests" }}>
      Last requests
    </TextLink>
  );
  return (
    <Paper withBorder p="sm" role="status">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        {last_request_at === null ? (
          <Loader size={20} mt={2} aria-hidden />
        ) : (
          <IconCircleCheckFilled
            size={22}
            aria-hidden
            style={{ flexShrink: 0, color: "var(--tocsin-resolved)" }}
          />
        )}
        <Text component="div">
          {last_request_at === null ? (
            <>
              Waiting for the first request…
              {refused_requests > 0 && (
                <>
                  {" "}
                  {refused_requests === 1 ? "One was" : `${refused_requests} were`} refused: see {requests}{" "}
                  for the reason.
                </>
              )}
            </>
          ) : (
            <>
              {wasWaiting ? "Received!" : "Connected:"} last heard from <Time at={last_request_at} />. See{" "}
              {requests} for what became of it.
            </>
          )}
        </Text>
      </Group>
    </Paper>
  );
}
