import { Accordion, Anchor, Code, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { components } from "../../api/schema.d.ts";
import { JsonView } from "../../components/json-view.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { webAddress } from "../../lib/web-address.ts";
import { incidentAttachmentsQuery } from "./api/incident-attachments.ts";
import { Section } from "./section.tsx";

type Attachment = components["schemas"]["IncidentAttachment"];

/** What the incident was declared with: all of it is a stranger's text, so it is only ever shown as text. */
export function Attachments({ id }: { id: string }) {
  return (
    <Section title="Attachments">
      <QueryView query={useQuery(incidentAttachmentsQuery(id))}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed" size="sm">
              None. Incidents that a webhook declares have its request here.
            </Text>
          ) : (
            <Stack gap="xs">
              {items.map((attachment) =>
                attachment.kind === "link" ? (
                  <ContextLink key={attachment.id} attachment={attachment} />
                ) : (
                  <Request key={attachment.id} attachment={attachment} />
                ),
              )}
            </Stack>
          )
        }
      </QueryView>
    </Section>
  );
}

function ContextLink({ attachment: { caption, url } }: { attachment: Attachment }) {
  const address = webAddress(url);
  return (
    <Text>
      {caption && `${caption}: `}
      {address ? (
        <Anchor href={address} target="_blank" rel="noopener noreferrer nofollow">
          {url}
        </Anchor>
      ) : (
        url
      )}
    </Text>
  );
}

function Request({ attachment: { url, headers, body, body_bytes: bytes } }: { attachment: Attachment }) {
  return (
    <Accordion variant="contained">
      <Accordion.Item value="request">
        <Accordion.Control>Request of the webhook, {(bytes ?? 0).toLocaleString()} bytes</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">
            <Code block style={{ whiteSpace: "pre-wrap" }}>
              POST {url}
            </Code>
            {headers && <Headers headers={headers} />}
            {body ? <JsonView text={body} label="Body" /> : <Text c="dimmed">It had no body.</Text>}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function Headers({ headers }: { headers: Record<string, string> }) {
  return (
    <Table layout="fixed" fz="xs" aria-label="Headers">
      <Table.Tbody>
        {Object.entries(headers).map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th w="38%">{name}</Table.Th>
            <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
