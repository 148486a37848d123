import { Button, NativeSelect, Stack, Switch, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorState } from "../../../components/error-state.tsx";
import { LoadingRows } from "../../../components/loading-rows.tsx";
import { QueryView } from "../../../components/query-view.tsx";
import { type IntegrationOption, type OptionValue, optionsQuery, saveOptions } from "../api/options.ts";
import { useIntegrationChange } from "../use-integration-change.ts";
import { Panel } from "./panel.tsx";

/** What the type leaves to people about how its requests are read; nothing for most types. */
export function OptionsPanel({ integrationId }: { integrationId: string }) {
  return (
    <QueryView query={useQuery(optionsQuery(integrationId))} loading={<LoadingRows count={1} />}>
      {(options) => options.length > 0 && <OptionsForm integrationId={integrationId} options={options} />}
    </QueryView>
  );
}

interface OptionsFormProps {
  integrationId: string;
  options: readonly IntegrationOption[];
}

function OptionsForm({ integrationId, options }: OptionsFormProps) {
  const [changed, setChanged] = useState<Record<string, OptionValue>>({});
  const values = options.map((option) => ({ option, value: changed[option.name] ?? option.value }));
  const save = useIntegrationChange({
    mutationFn: () => {
      const own = values.filter(({ option, value }) => !isSame(value, option.default));
      return saveOptions(
        integrationId,
        Object.fromEntries(own.map(({ option, value }) => [option.name, value])),
      );
    },
    done: "The options are saved.",
    onError: () => {},
  });
  return (
    <Panel title="Options">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        <Stack gap="sm">
          {values.map(({ option, value }) => (
            <OptionField
              key={option.name}
              option={option}
              value={value}
              onChange={(next) => setChanged((before) => ({ ...before, [option.name]: next }))}
            />
          ))}
          {save.error != null && <ErrorState error={save.error} />}
          <Button
            type="submit"
            loading={save.isPending}
            disabled={values.every(({ option, value }) => isSame(value, option.value))}
            w="fit-content"
          >
            Save options
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}

interface OptionFieldProps {
  option: IntegrationOption;
  value: OptionValue;
  onChange: (value: OptionValue) => void;
}

function OptionField({ option, value, onChange }: OptionFieldProps) {
  const { name, kind, help, choices, parameter } = option;
  const words = name.replaceAll("_", " ");
  const common = {
    label: words.charAt(0).toUpperCase() + words.slice(1),
    description:
      parameter === null ? help : `${help} The parameter ${parameter} of the address counts first.`,
  };
  switch (kind) {
    case "choice":
      return (
        <NativeSelect
          {...common}
          data={choices ?? []}
          value={String(value)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case "switch":
      return (
        <Switch
          {...common}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case "list":
      return (
        <TagsInput
          {...common}
          acceptValueOnBlur
          value={Array.isArray(value) ? value : []}
          onChange={onChange}
        />
      );
    case "header":
      return (
        <TextInput
          {...common}
          spellCheck={false}
          value={String(value)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
  }
}

function isSame(one: OptionValue, other: OptionValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
