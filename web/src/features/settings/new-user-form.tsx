import { Button, Group, Paper, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { showProblem } from "../../components/form-problem.ts";
import { createUser, type NewUser } from "./api/create-user.ts";
import { RoleSelect } from "./role-select.tsx";
import { useSettingsChange } from "./use-settings-change.ts";

/** Makes a user, who then gets in by a sign-in link. */
export function NewUserForm({ onClose }: { onClose: () => void }) {
  const form = useForm<NewUser>({
    initialValues: { username: "", email: "", role: "responder" },
    validate: { username: (name) => (name.trim() === "" ? "A user needs a name." : null) },
  });
  const make = useSettingsChange({
    mutationFn: createUser,
    done: "The user is made. Make a sign-in link for them next.",
    onSuccess: onClose,
    onError: (error) => showProblem(form, error),
  });
  return (
    <Paper withBorder p="md" mb="md" maw={560}>
      <form onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate>
        <Stack>
          <Title order={2}>New user</Title>
          <TextInput
            label="Username"
            description="It does not change later"
            maxLength={150}
            autoComplete="off"
            {...form.getInputProps("username")}
          />
          <TextInput label="Mail" type="email" autoComplete="off" {...form.getInputProps("email")} />
          <RoleSelect {...form.getInputProps("role")} />
          <Group>
            <Button type="submit" loading={make.isPending}>
              Make user
            </Button>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
