import { Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Credentials } from "../../api/session.ts";

interface FormProps {
  isPending: boolean;
  onSubmit: (credentials: Credentials) => void;
}

export function TokenForm({ isPending, onSubmit }: FormProps) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { api_token: "" },
    validate: { api_token: (value) => (value.trim() === "" ? "Paste an API token." : null) },
    transformValues: ({ api_token }) => ({ api_token: api_token.trim() }),
  });
  return (
    <form onSubmit={form.onSubmit(onSubmit)} noValidate>
      <Stack>
        <PasswordInput
          label="API token"
          autoComplete="off"
          key={form.key("api_token")}
          {...form.getInputProps("api_token")}
        />
        <Button type="submit" loading={isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
