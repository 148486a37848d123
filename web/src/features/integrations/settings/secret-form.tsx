import { Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { DurationField } from "../../../components/duration-field.tsx";
import { showProblem } from "../../../components/form-problem.ts";
import { rotateSecret, setSecret } from "../api/signing-secret.ts";
import { useIntegrationChange } from "../use-integration-change.ts";

interface SecretFormProps {
  integrationId: string;
  isSet: boolean;
  /** The secret, when the server made it. */
  onMade: (secret: string | null) => void;
}

const daySeconds = 86_400;

/** Sets the first secret, or replaces the present one while both count. */
export function SecretForm({ integrationId, isSet, onMade }: SecretFormProps) {
  const form = useForm({ initialValues: { secret: "", overlap_seconds: daySeconds } });
  const save = useIntegrationChange({
    mutationFn: ({ secret, overlap_seconds }: typeof form.values) =>
      isSet ? rotateSecret(integrationId, secret, overlap_seconds) : setSecret(integrationId, secret),
    done: isSet ? "The secret is replaced." : "Requests must be signed from now on.",
    onSuccess: ({ secret }) => {
      form.reset();
      onMade(secret);
    },
    onError: (error) => showProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack gap="sm">
        <PasswordInput
          label={isSet ? "New secret" : "Secret"}
          description="One that the vendor issued; empty: one is made here and shown once"
          autoComplete="off"
          visibilityToggleButtonProps={{ "aria-label": "Show the secret" }}
          {...form.getInputProps("secret")}
        />
        {isSet && (
          <DurationField
            label="Both secrets count for"
            description="At most seven days"
            seconds={form.values.overlap_seconds}
            error={form.errors.overlap_seconds as string | undefined}
            onChange={(seconds) => form.setFieldValue("overlap_seconds", seconds)}
          />
        )}
        <Button type="submit" variant="default" loading={save.isPending} w="fit-content">
          {isSet ? "Replace the secret" : "Demand signatures"}
        </Button>
      </Stack>
    </form>
  );
}
