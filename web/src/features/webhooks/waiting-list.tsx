import { Button, Collapse, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "../../components/query-view.tsx";
import { Time } from "../../components/time.tsx";
import { waitingQuery } from "./api/waiting.ts";

/** What is still to be sent, first what is due first. */
export function WaitingList({ id }: { id: string }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <Stack gap="xs">
      <Button variant="default" size="xs" w="fit-content" onClick={toggle} aria-expanded={isOpen}>
        {isOpen ? "Hide what waits" : "Show what waits"}
      </Button>
      <Collapse expanded={isOpen}>{isOpen && <Rows id={id} />}</Collapse>
    </Stack>
  );
}

function Rows({ id }: { id: string }) {
  return (
    <QueryView query={useQuery(waitingQuery(id))}>
      {({ items }) => (
        <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
          {items.map((message) => (
            <Group key={message.id} component="li" gap="sm">
              <Text size="sm">{message.event}</Text>
              <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                {message.id}
              </Text>
              <Text size="sm" component="div">
                {message.in_progress ? (
                  "being sent"
                ) : (
                  <>
                    try {message.attempts + 1}, due <Time at={message.due_at} />
                  </>
                )}
              </Text>
            </Group>
          ))}
          {items.length === 0 && <Text size="sm">Nothing waits.</Text>}
        </Stack>
      )}
    </QueryView>
  );
}
