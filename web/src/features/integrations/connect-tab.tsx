import { Box, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CopyField } from "../../components/copy-field.tsx";
import { Markdown } from "../../components/markdown.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { connectionQuery } from "./api/get-connection.ts";
import { FirstRequest } from "./first-request.tsx";
import type { Connection, TabProps } from "./model.ts";

/** Exactly what to paste where, and whether it worked. */
export function ConnectTab({ integrationId, integration }: TabProps) {
  return (
    <Stack maw={860}>
      <FirstRequest integration={integration} />
      <QueryView query={useQuery(connectionQuery(integrationId))}>
        {(connection) => (
          <>
            {connection.url !== null && <CopyField label="Address for alerts" value={connection.url} />}
            {connection.mail_address !== null && (
              <CopyField
                label="Address for mail"
                value={connection.mail_address}
                description="A mail to it is an alert, too."
              />
            )}
            <Paper withBorder px="md" pb="sm" component="section" aria-label="How to connect">
              <Title order={2} mt="sm">
                How to connect {integration.type_title}
              </Title>
              <Markdown source={connection.instructions} isGuide />
            </Paper>
            <Signing connection={connection} />
            <OtherAddresses connection={connection} />
          </>
        )}
      </QueryView>
    </Stack>
  );
}

function Signing({ connection: { signatures, url } }: { connection: Connection }) {
  if (url === null) return null;
  return (
    <Paper withBorder px="md" pb="sm" component="section" aria-label="Signature">
      <Title order={2} mt="sm">
        Signature
      </Title>
      <Text size="sm" mt="xs">
        As soon as there is a secret (under Settings), requests must be signed in one of these ways.
      </Text>
      <Markdown source={signatures.map((signature) => `- ${signature}`).join("\n")} isGuide />
    </Paper>
  );
}

function OtherAddresses({ connection: { opsknight_url, heartbeat_url } }: { connection: Connection }) {
  if (opsknight_url === null && heartbeat_url === null) return null;
  return (
    <Box component="section" aria-label="Other addresses">
      <Title order={2} mb="xs">
        Other addresses
      </Title>
      <Group align="flex-start" grow preventGrowOverflow={false}>
        {opsknight_url !== null && (
          <CopyField
            label="For senders set up for OpsKnight"
            value={opsknight_url}
            description="The key may be sent in the header X-Integration-Key instead."
          />
        )}
        {heartbeat_url !== null && (
          <CopyField
            label="For signs of life"
            value={heartbeat_url}
            description="GET or POST; see Heartbeat for what happens when they stop."
          />
        )}
      </Group>
    </Box>
  );
}
