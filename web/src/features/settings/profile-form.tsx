import { Button, Group, Paper, Select, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { type Session, sessionQuery } from "../../api/session.ts";
import { showProblem } from "../../components/form-problem.ts";
import { changeOwnProfile } from "./api/change-own-profile.ts";
import { useSettingsChange } from "./use-settings-change.ts";

const timezones = Intl.supportedValuesOf("timeZone");
const shownZones = 50;

/** What people decide about themselves. */
export function ProfileForm({ user }: { user: NonNullable<Session["user"]> }) {
  const client = useQueryClient();
  const form = useForm({
    initialValues: { email: user.email ?? "", timezone: user.timezone },
  });
  const save = useSettingsChange({
    mutationFn: changeOwnProfile,
    done: "Your profile is saved.",
    onSuccess: () => {
      form.resetDirty();
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
    onError: (error) => showProblem(form, error),
  });
  return (
    <Paper withBorder p="sm" component="section" aria-label="Your profile">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack>
          <Title order={2} size="md">
            Your profile
          </Title>
          <TextInput label="Mail" type="email" autoComplete="email" {...form.getInputProps("email")} />
          <Select
            label="Time zone"
            description="Where you are on call"
            data={timezones}
            limit={shownZones}
            searchable
            clearable
            nothingFoundMessage="No such time zone"
            {...form.getInputProps("timezone")}
          />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
