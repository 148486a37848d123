import { MultiSelect, Select, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { integrationChoicesQuery } from "./api/list-integrations.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { CredentialFields } from "./credential-fields.tsx";
import { DeliveryFields } from "./delivery-fields.tsx";
import { DialectFields } from "./dialect-fields.tsx";
import type { FormProps } from "./draft.ts";
import { methods } from "./model.ts";

/** All that one decides about a webhook, as its form asks for it. */
export function WebhookForm({ draft, onChange, errorAt, saved }: FormProps) {
  const integrations = useQuery(integrationChoicesQuery);
  const allowed = draft.dialect === "oncall" ? methods : methods.slice(0, 2);
  const options = (integrations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Stack>
      <TextInput
        label="Name"
        required
        value={draft.name}
        error={errorAt("name")}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ gridTemplateColumns: "minmax(6.5rem, 1fr) 4fr" }}>
        <Select
          label="Method"
          data={[...allowed]}
          value={draft.method}
          error={errorAt("http_method")}
          allowDeselect={false}
          onChange={(method) => onChange({ method: allowed.find((each) => each === method) ?? "POST" })}
        />
        <TextInput
          label="URL"
          required
          type="text"
          inputMode="url"
          placeholder="https://"
          value={draft.url}
          error={errorAt("url")}
          onChange={({ currentTarget }) => onChange({ url: currentTarget.value })}
        />
      </SimpleGrid>
      <DialectFields draft={draft} onChange={onChange} errorAt={errorAt} saved={saved} />
      <MultiSelect
        label="Only these integrations"
        placeholder={draft.integrations.length === 0 ? "All integrations" : ""}
        data={options}
        value={draft.integrations}
        error={errorAt("integration_ids")}
        searchable
        clearable
        onChange={(chosen) => onChange({ integrations: chosen })}
      />
      <CredentialFields draft={draft} onChange={onChange} errorAt={errorAt} saved={saved} />
      <ConnectionFields
        connection={draft.connection}
        errorAt={errorAt}
        onChange={(connection) => onChange({ connection })}
      />
      <DeliveryFields
        delivery={draft.delivery}
        errorAt={errorAt}
        onChange={(patch) => onChange({ delivery: { ...draft.delivery, ...patch } })}
      />
      <Switch
        label="Enabled"
        checked={draft.isEnabled}
        onChange={({ currentTarget }) => onChange({ isEnabled: currentTarget.checked })}
      />
    </Stack>
  );
}
