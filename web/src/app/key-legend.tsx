import { Group, Kbd, Modal, Stack, Switch, Table, Title } from "@mantine/core";
import { useShortcutGroups, useSingleKeysOff } from "../components/shortcuts.ts";

/** All keys that work in the view below it. */
export function KeyLegend({ onClose }: { onClose: () => void }) {
  const groups = useShortcutGroups();
  const [isOff, switchOff] = useSingleKeysOff();
  return (
    <Modal opened onClose={onClose} title="Keys" size="md" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack>
        {groups.toReversed().map(({ title, shortcuts }) => (
          <div key={title}>
            <Title order={3} size="sm" mb={4}>
              {title}
            </Title>
            <Table verticalSpacing={4}>
              <Table.Tbody>
                {shortcuts.map(({ keys, label }) => (
                  <Table.Tr key={keys}>
                    <Table.Td w={120}>
                      <Keys keys={keys} />
                    </Table.Td>
                    <Table.Td>{label}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        ))}
        <Group gap={4}>
          <Kbd>Ctrl</Kbd>/<Kbd>⌘</Kbd>
          <Kbd>K</Kbd> searches and runs commands
        </Group>
        <Switch
          label="Single keys"
          description="Off: only Ctrl/⌘ K works. For speech input and keyboards that type by themselves."
          checked={!isOff}
          onChange={({ currentTarget }) => switchOff(!currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}

function Keys({ keys }: { keys: string }) {
  return (
    <Group gap={4}>
      {keys.split(" ").map((key) => (
        <Kbd key={key}>{key === "Escape" ? "Esc" : key}</Kbd>
      ))}
    </Group>
  );
}
