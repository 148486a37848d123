import { Button, Group, Paper, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import type { Role } from "../../api/session.ts";
import { showProblem } from "../../components/form-problem.ts";
import { RoleSelect } from "./role-select.tsx";
import { useSettingsChange } from "./use-settings-change.ts";

export interface NamedValues {
  name: string;
  role: Role;
}

interface NameFormProps<Result> {
  title: string;
  nameLabel: string;
  description?: ReactNode;
  submitLabel: string;
  initial?: Partial<NamedValues>;
  hasRole?: boolean;
  save: (values: NamedValues) => Promise<Result>;
  onSaved: (result: Result) => void;
  onCancel: () => void;
}

/** Makes or renames what has a name and, perhaps, a role. */
export function NameForm<Result>(props: NameFormProps<Result>) {
  const { title, nameLabel, description, submitLabel, initial, hasRole = false } = props;
  const form = useForm<NamedValues>({
    initialValues: { name: "", role: "responder", ...initial },
    validate: { name: (name) => (name.trim() === "" ? "It needs a name." : null) },
  });
  const save = useSettingsChange({
    mutationFn: props.save,
    onSuccess: props.onSaved,
    onError: (error) => showProblem(form, error),
  });
  return (
    <Paper withBorder p="md" mb="md" maw={560}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack>
          <Title order={2}>{title}</Title>
          {description}
          <TextInput label={nameLabel} maxLength={150} {...form.getInputProps("name")} />
          {hasRole && <RoleSelect {...form.getInputProps("role")} />}
          <Group>
            <Button type="submit" loading={save.isPending}>
              {submitLabel}
            </Button>
            <Button variant="default" onClick={props.onCancel}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
