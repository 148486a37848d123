import { Collapse, Group, Paper, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Time } from "../../../components/time.tsx";
import { formatBytes } from "../../../lib/bytes.ts";
import type { LastRequest } from "../model.ts";
import { RequestDetails } from "./request-details.tsx";
import { RequestStateBadge } from "./request-state.tsx";

interface RequestRowProps {
  integrationId: string;
  request: LastRequest;
}

const snippetLength = 200;

/** One request: a line that opens. */
export function RequestRow({ integrationId, request }: RequestRowProps) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const why = request.reason ?? request.outcome?.note;
  return (
    <Paper component="li" withBorder p="xs">
      <Group gap="sm" justify="space-between" align="flex-start">
        <UnstyledButton onClick={toggle} aria-expanded={isOpen} flex="1 1 240px" miw={0}>
          <Group gap="sm">
            <Chevron size={16} aria-hidden />
            <RequestStateBadge request={request} />
            <Text size="sm" c="dimmed">
              {request.is_own && "from Tocsin itself, about a heartbeat · "}
              {[request.content_type.split(";")[0], formatBytes(request.body_bytes)]
                .filter(Boolean)
                .join(" · ")}
            </Text>
          </Group>
          {why && (
            <Text size="sm" mt={2} lineClamp={isOpen ? undefined : 2}>
              {why}
            </Text>
          )}
          {!isOpen && request.body_encoding === "utf-8" && (
            <Text size="xs" c="dimmed" ff="monospace" mt={2} truncate>
              {request.body.slice(0, snippetLength)}
            </Text>
          )}
        </UnstyledButton>
        <Text size="sm" component="span">
          <Time at={request.received_at} />
        </Text>
      </Group>
      <Collapse expanded={isOpen} mt={isOpen ? "sm" : 0}>
        {isOpen && <RequestDetails integrationId={integrationId} request={request} />}
      </Collapse>
    </Paper>
  );
}
