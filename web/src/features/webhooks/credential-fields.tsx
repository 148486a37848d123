import { PasswordInput, SimpleGrid, TextInput } from "@mantine/core";
import type { FormProps } from "./draft.ts";

/** What the receiver knows the server by: a name and a password, or an authorization header. */
export function CredentialFields({ draft, onChange, errorAt, saved }: FormProps) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label="Username"
          description="For basic authentication"
          autoComplete="off"
          value={draft.username}
          error={errorAt("username")}
          onChange={({ currentTarget }) => onChange({ username: currentTarget.value })}
        />
        <PasswordInput
          label="Password"
          description={saved?.has_password ? "One is stored; empty keeps it" : "Stored encrypted"}
          autoComplete="new-password"
          value={draft.password}
          error={errorAt("password")}
          onChange={({ currentTarget }) => onChange({ password: currentTarget.value })}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label="Authorization scheme"
          description="Of the authorization header"
          placeholder="Bearer"
          value={draft.scheme}
          onChange={({ currentTarget }) => onChange({ scheme: currentTarget.value })}
        />
        <PasswordInput
          label="Credentials"
          description={
            saved?.has_authorization_header ? "Some are stored; empty keeps them" : "Stored encrypted"
          }
          autoComplete="off"
          value={draft.credentials}
          error={errorAt("authorization_header")}
          onChange={({ currentTarget }) => onChange({ credentials: currentTarget.value })}
        />
      </SimpleGrid>
    </>
  );
}
