import { Button, Group, Paper, PasswordInput, Stack, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "../../api/session.ts";
import { showProblem } from "../../components/form-problem.ts";
import { setOwnPassword } from "./api/set-own-password.ts";
import { useSettingsChange } from "./use-settings-change.ts";

const empty = { current_password: "", new_password: "" };

/** Sets the password of whoever is signed in. */
export function PasswordForm() {
  const client = useQueryClient();
  const form = useForm({
    initialValues: empty,
    validate: { new_password: (text) => (text === "" ? "Choose a password." : null) },
  });
  const save = useSettingsChange({
    mutationFn: ({ current_password: current, new_password }: typeof empty) =>
      setOwnPassword({ new_password, ...(current === "" ? {} : { current_password: current }) }),
    done: "The password is set. All your other sessions have ended.",
    onSuccess: () => {
      form.reset();
      void client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    },
    onError: (error) => showProblem(form, error),
  });
  return (
    <Paper withBorder p="sm" component="section" aria-label="Password">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack>
          <Title order={2} size="md">
            Password
          </Title>
          <PasswordInput
            label="Current password"
            description="Empty when you have none yet"
            autoComplete="current-password"
            {...form.getInputProps("current_password")}
          />
          <PasswordInput
            label="New password"
            autoComplete="new-password"
            {...form.getInputProps("new_password")}
          />
          <Group>
            <Button type="submit" loading={save.isPending}>
              Set password
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
