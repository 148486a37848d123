import { Autocomplete, Checkbox, TagsInput, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { knownSeverities } from "./severities.ts";

export interface IncidentValues {
  title: string;
  severity: string;
  labels: string[];
  is_drill: boolean;
}

export const checkIncident = {
  title: (title: string) => (title.trim() === "" ? "A title says what is wrong." : null),
  severity: (severity: string) => (severity.trim() === "" ? "Pending, if nobody has judged it yet." : null),
};

/** What people decide about an incident. */
export function IncidentFields({ form }: { form: UseFormReturnType<IncidentValues> }) {
  return (
    <>
      <TextInput
        label="Title"
        description="What is wrong, in one line"
        maxLength={500}
        data-autofocus
        {...form.getInputProps("title")}
      />
      <Autocomplete
        label="Severity"
        description="Choose one, or write a short word of your own"
        data={[...knownSeverities]}
        maxLength={64}
        {...form.getInputProps("severity")}
      />
      <TagsInput
        label="Labels"
        description="Enter or a comma ends one"
        maxTags={50}
        acceptValueOnBlur
        {...form.getInputProps("labels")}
      />
      <Checkbox
        label="This is a drill"
        description="An exercise; it is marked as one everywhere, and webhooks are told"
        {...form.getInputProps("is_drill", { type: "checkbox" })}
      />
    </>
  );
}
