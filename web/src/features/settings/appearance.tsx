import { Input, Paper, SegmentedControl, Stack, Switch, Title, useMantineColorScheme } from "@mantine/core";
import { useSingleKeysOff } from "../../components/shortcuts.ts";

const schemes = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

/** How the console looks and listens in this browser. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isOff, switchOff] = useSingleKeysOff();
  return (
    <Paper withBorder p="sm" component="section" aria-label="This browser">
      <Title order={2} size="md" mb="sm">
        This browser
      </Title>
      <Stack gap="md" align="flex-start">
        <Stack gap={4} align="flex-start">
          <Input.Label labelElement="div">Theme</Input.Label>
          <SegmentedControl
            aria-label="Theme"
            data={[...schemes]}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as "auto" | "light" | "dark")}
          />
        </Stack>
        <Switch
          label="Single keys"
          description="j, k, a, r and the others; ? shows them all"
          checked={!isOff}
          onChange={({ currentTarget }) => switchOff(!currentTarget.checked)}
        />
      </Stack>
    </Paper>
  );
}
