import { Fieldset, NumberInput, SimpleGrid, Stack, Switch } from "@mantine/core";
import { DurationField } from "../../components/duration-field.tsx";
import type { DeliveryDraft } from "./delivery-draft.ts";
import type { FieldErrors } from "./field-errors.ts";
import { RetryFields } from "./retry-fields.tsx";

interface Props {
  delivery: DeliveryDraft;
  errorAt: FieldErrors;
  onChange: (patch: Partial<DeliveryDraft>) => void;
}

const hour = 3_600;

/** How hard the server tries, and what it does not do to a receiver. */
export function DeliveryFields({ delivery, errorAt, onChange }: Props) {
  return (
    <Fieldset legend="Delivery">
      <Stack>
        <RetryFields delivery={delivery} error={errorAt("delivery.retry")} onChange={onChange} />
        <Switch
          label="Give up what is too old"
          description="A page about a problem of hours ago wakes somebody for nothing"
          checked={delivery.expiresAfterSeconds !== null}
          onChange={({ currentTarget }) =>
            onChange({ expiresAfterSeconds: currentTarget.checked ? hour : null })
          }
        />
        {delivery.expiresAfterSeconds !== null && (
          <DurationField
            label="Older than"
            seconds={delivery.expiresAfterSeconds}
            error={errorAt("delivery.expires_after_seconds") ?? null}
            onChange={(expiresAfterSeconds) => onChange({ expiresAfterSeconds })}
          />
        )}
        <Switch
          label="Keep the order within an alert group or incident"
          description="“Resolved” never overtakes “firing”: while one is tried again, the later ones about the same group wait"
          checked={delivery.isOrdered}
          onChange={({ currentTarget }) => onChange({ isOrdered: currentTarget.checked })}
        />
        <NumberFields delivery={delivery} errorAt={errorAt} onChange={onChange} />
      </Stack>
    </Fieldset>
  );
}

function NumberFields({ delivery, errorAt, onChange }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, lg: 3 }}>
      <NumberInput
        label="Rate limit"
        description="Messages per second: an alert storm stays below a receiver's limit; the rest waits"
        placeholder="None"
        suffix=" / s"
        inputWrapperOrder={["label", "input", "description", "error"]}
        min={1}
        clampBehavior="none"
        allowDecimal={false}
        value={delivery.perSecond}
        error={errorAt("delivery.per_second")}
        onChange={(perSecond) => onChange({ perSecond })}
      />
      <NumberInput
        label="Longest try"
        description="1 to 30 seconds; a receiver that hangs for longer is tried again"
        inputWrapperOrder={["label", "input", "description", "error"]}
        min={1}
        clampBehavior="none"
        suffix=" s"
        value={delivery.deadlineSeconds}
        error={errorAt("deadline_ms")}
        onChange={(deadlineSeconds) => onChange({ deadlineSeconds })}
      />
      <NumberInput
        label="Off after"
        description="Days without a success; notices come before that, and what was given up can be replayed"
        placeholder="Never"
        inputWrapperOrder={["label", "input", "description", "error"]}
        min={1}
        clampBehavior="none"
        allowDecimal={false}
        suffix=" days"
        value={delivery.disableAfterDays}
        error={errorAt("delivery.disable_after_days")}
        onChange={(disableAfterDays) => onChange({ disableAfterDays })}
      />
    </SimpleGrid>
  );
}
