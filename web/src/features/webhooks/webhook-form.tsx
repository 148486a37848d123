import { MultiSelect, Select, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { integrationChoicesQuery } from "./api/list-integrations.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { CredentialFields } from "./credential-fields.tsx";
import { DialectFields } from "./dialect-fields.tsx";
import type { FormProps } from "./draft.ts";
import { methods } from "./model.ts";

/** All that one decides about a webhook, as its form asks for it. */
export function WebhookForm({ draft, onChange, saved }: FormProps) {
  const integrations = useQuery(integrationChoicesQuery);
  const allowed = draft.dialect === "oncall" ? methods : methods.slice(0, 2);
  const options = (integrations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Stack>
      <TextInput
        label="Name"
        required
        value={draft.name}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ gridTemplateColumns: "minmax(6.5rem, 1fr) 4fr" }}>
        <Select
          label="Method"
          data={[...allowed]}
          value={draft.method}
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
          onChange={({ currentTarget }) => onChange({ url: currentTarget.value })}
        />
      </SimpleGrid>
      <DialectFields draft={draft} onChange={onChange} />
      <MultiSelect
        label="Only these integrations"
        placeholder={draft.integrations.length === 0 ? "All integrations" : ""}
        data={options}
        value={draft.integrations}
        searchable
        clearable
        onChange={(chosen) => onChange({ integrations: chosen })}
      />
      <CredentialFields draft={draft} onChange={onChange} saved={saved} />
      <ConnectionFields connection={draft.connection} onChange={(connection) => onChange({ connection })} />
      <Switch
        label="Enabled"
        checked={draft.isEnabled}
        onChange={({ currentTarget }) => onChange({ isEnabled: currentTarget.checked })}
      />
    </Stack>
  );
}
