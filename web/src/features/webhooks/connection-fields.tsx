import { Fieldset, PasswordInput, Stack, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import {
  type ConnectionDraft,
  newOAuth,
  newTls,
  type OAuthDraft,
  type TlsDraft,
} from "./connection-draft.ts";
import type { FieldErrors } from "./field-errors.ts";

interface Props {
  connection: ConnectionDraft;
  errorAt: FieldErrors;
  onChange: (connection: ConnectionDraft) => void;
}

/** How the receiver is reached besides its URL: certificates, and tokens of client credentials. */
export function ConnectionFields({ connection, errorAt, onChange }: Props) {
  const { tls, oauth2 } = connection;
  return (
    <Fieldset legend="Connection">
      <Stack>
        <Switch
          label="OAuth2 client credentials"
          description="A token is fetched for the messages and wins over other credentials"
          checked={oauth2 !== null}
          onChange={({ currentTarget }) =>
            onChange({ ...connection, oauth2: currentTarget.checked ? newOAuth : null })
          }
        />
        {oauth2 && (
          <OAuthFields
            oauth2={oauth2}
            errorAt={(field) => errorAt(`connection.oauth2.${field}`)}
            onChange={(patch) => onChange({ ...connection, oauth2: { ...oauth2, ...patch } })}
          />
        )}
        <Switch
          label="Own TLS settings"
          description="A certificate authority of yours, or a client certificate"
          checked={tls !== null}
          onChange={({ currentTarget }) =>
            onChange({ ...connection, tls: currentTarget.checked ? newTls : null })
          }
        />
        {tls && (
          <TlsFields
            tls={tls}
            errorAt={(field) => errorAt(`connection.tls.${field}`)}
            onChange={(patch) => onChange({ ...connection, tls: { ...tls, ...patch } })}
          />
        )}
      </Stack>
    </Fieldset>
  );
}

interface OAuthProps {
  oauth2: OAuthDraft;
  errorAt: FieldErrors;
  onChange: (patch: Partial<OAuthDraft>) => void;
}

function OAuthFields({ oauth2, errorAt, onChange }: OAuthProps) {
  return (
    <Stack>
      <TextInput
        label="Token URL"
        placeholder="https://"
        inputMode="url"
        value={oauth2.tokenUrl}
        error={errorAt("token_url")}
        onChange={({ currentTarget }) => onChange({ tokenUrl: currentTarget.value })}
      />
      <TextInput
        label="Client id"
        autoComplete="off"
        value={oauth2.clientId}
        error={errorAt("client_id")}
        onChange={({ currentTarget }) => onChange({ clientId: currentTarget.value })}
      />
      <PasswordInput
        label="Client secret"
        description="Stored encrypted; empty keeps a stored one"
        autoComplete="new-password"
        value={oauth2.secret}
        error={errorAt("client_secret")}
        onChange={({ currentTarget }) => onChange({ secret: currentTarget.value })}
      />
      <TagsInput
        label="Scopes"
        value={oauth2.scopes}
        error={errorAt("scopes")}
        onChange={(scopes) => onChange({ scopes })}
        clearable
      />
    </Stack>
  );
}

interface TlsProps {
  tls: TlsDraft;
  errorAt: FieldErrors;
  onChange: (patch: Partial<TlsDraft>) => void;
}

/** What the API calls the texts. */
const pemFields = { ca: "ca", certificate: "client_certificate", key: "client_key" } as const;

function TlsFields({ tls, errorAt, onChange }: TlsProps) {
  const pem = (label: string, name: keyof typeof pemFields) => (
    <Textarea
      label={label}
      description={tls.stored[name] ? "One is stored; empty keeps it" : "PEM; stored encrypted"}
      placeholder="-----BEGIN …-----"
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      autoComplete="off"
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      value={tls[name]}
      error={errorAt(pemFields[name])}
      onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
    />
  );
  return (
    <Stack>
      {pem("Certificate authority", "ca")}
      {pem("Client certificate", "certificate")}
      {pem("Key of the client certificate", "key")}
      <TextInput
        label="Server name"
        description="Expected in the receiver's certificate; empty: the host of the URL"
        value={tls.serverName}
        error={errorAt("server_name")}
        onChange={({ currentTarget }) => onChange({ serverName: currentTarget.value })}
      />
      <Switch
        label="Accept any certificate of the receiver"
        description="Anybody in between can read and change messages"
        checked={tls.skipVerify}
        onChange={({ currentTarget }) => onChange({ skipVerify: currentTarget.checked })}
      />
    </Stack>
  );
}
