import { Group, Modal, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadingRows } from "../../components/loading-rows.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { Time } from "../../components/time.tsx";
import { rootCandidatesQuery } from "./api/find-roots.ts";

interface AttachDialogProps {
  groupId: string;
  opened: boolean;
  onClose: () => void;
  onAttach: (rootId: string) => void;
}

const pauseMs = 200;

/** Chooses the group that this one follows from now on. */
export function AttachDialog({ groupId, opened, onClose, onAttach }: AttachDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Attach to another alert group"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <RootChoice
        groupId={groupId}
        onChoose={(id) => {
          onClose();
          onAttach(id);
        }}
      />
    </Modal>
  );
}

function RootChoice({ groupId, onChoose }: { groupId: string; onChoose: (id: string) => void }) {
  const [text, setText] = useState("");
  const [q] = useDebouncedValue(text.trim(), pauseMs);
  const candidates = useQuery(rootCandidatesQuery(q));
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        This group follows the other one: acknowledging, silencing or resolving that one does the same to this
        one.
      </Text>
      <TextInput
        label="Search open alert groups"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        data-autofocus
      />
      <QueryView query={candidates} loading={<LoadingRows count={5} />}>
        {({ items }) => {
          const others = items.filter(({ id, root_group_id }) => id !== groupId && root_group_id === null);
          if (others.length === 0) return <Text size="sm">No other open group has this in its title.</Text>;
          return (
            <Stack gap={0} mah={360} style={{ overflow: "auto" }}>
              {others.map(({ id, title, status, started_at }) => (
                <UnstyledButton key={id} py={8} onClick={() => onChoose(id)}>
                  <Group gap="sm" wrap="nowrap">
                    <StateBadge state={status} />
                    <Text size="sm" flex={1} truncate>
                      {title}
                    </Text>
                    <Text size="sm" c="dimmed" component="span">
                      <Time at={started_at} />
                    </Text>
                  </Group>
                </UnstyledButton>
              ))}
            </Stack>
          );
        }}
      </QueryView>
    </Stack>
  );
}
