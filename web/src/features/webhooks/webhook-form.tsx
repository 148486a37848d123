import { MultiSelect, PasswordInput, Select, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { integrationChoicesQuery } from "./api/list-integrations.ts";
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
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label="Username"
          description="For basic authentication"
          autoComplete="off"
          value={draft.username}
          onChange={({ currentTarget }) => onChange({ username: currentTarget.value })}
        />
        <PasswordInput
          label="Password"
          description={saved?.has_password ? "One is stored; empty keeps it" : "Stored encrypted"}
          autoComplete="new-password"
          value={draft.password}
          onChange={({ currentTarget }) => onChange({ password: currentTarget.value })}
        />
      </SimpleGrid>
      <PasswordInput
        label="Authorization header"
        description={
          saved?.has_authorization_header ? "One is stored; empty keeps it" : "Like: Bearer abc123"
        }
        autoComplete="off"
        value={draft.authorization}
        onChange={({ currentTarget }) => onChange({ authorization: currentTarget.value })}
      />
      <Switch
        label="Enabled"
        checked={draft.isEnabled}
        onChange={({ currentTarget }) => onChange({ isEnabled: currentTarget.checked })}
      />
    </Stack>
  );
}
