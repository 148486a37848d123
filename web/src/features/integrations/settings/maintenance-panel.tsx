import { Button, Radio, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { DurationField } from "../../../components/duration-field.tsx";
import { showProblem } from "../../../components/form-problem.ts";
import { Time } from "../../../components/time.tsx";
import { type MaintenanceWish, startMaintenance, stopMaintenance } from "../api/maintenance.ts";
import type { Integration } from "../model.ts";
import { useIntegrationChange } from "../use-integration-change.ts";
import { Panel } from "./panel.tsx";

/** A time in which new alert groups page nobody. */
export function MaintenancePanel({ integration: { id, maintenance } }: { integration: Integration }) {
  const stop = useIntegrationChange({ mutationFn: () => stopMaintenance(id), done: "It has ended." });
  return (
    <Panel title="Maintenance">
      {maintenance ? (
        <>
          <Text size="sm" component="div">
            {maintenance.mode === "debug" ? "Debug mode" : "Maintenance"} since{" "}
            <Time at={maintenance.started_at} />, ends <Time at={maintenance.ends_at} />. New alert groups
            page nobody
            {maintenance.mode === "debug" ? "." : " and are collected in one, which is resolved at the end."}
          </Text>
          <Button
            variant="default"
            w="fit-content"
            loading={stop.isPending}
            onClick={() => stop.mutate(undefined)}
          >
            End it now
          </Button>
        </>
      ) : (
        <StartForm id={id} />
      )}
    </Panel>
  );
}

function StartForm({ id }: { id: string }) {
  const form = useForm<MaintenanceWish>({ initialValues: { mode: "maintenance", duration_seconds: 3600 } });
  const start = useIntegrationChange({
    mutationFn: (wish: MaintenanceWish) => startMaintenance(id, wish),
    done: "It has begun.",
    onError: (error) => showProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => start.mutate(values))} noValidate>
      <Stack gap="sm">
        <Radio.Group label="Kind" {...form.getInputProps("mode")}>
          <Stack gap={6} mt={4}>
            <Radio
              value="maintenance"
              label="Maintenance"
              description="New alert groups page nobody and are collected in one"
            />
            <Radio value="debug" label="Debug" description="New alert groups page nobody" />
          </Stack>
        </Radio.Group>
        <DurationField
          label="For"
          seconds={form.values.duration_seconds}
          error={form.errors.duration_seconds as string | undefined}
          onChange={(seconds) => form.setFieldValue("duration_seconds", seconds)}
        />
        <Button type="submit" variant="default" w="fit-content" loading={start.isPending}>
          Begin
        </Button>
      </Stack>
    </form>
  );
}
