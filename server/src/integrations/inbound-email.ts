import type { IntegrationModule } from "../core/integrations/registry.ts";

const opening = {
  subject: "Disk full on db-1",
  message: "/var/lib/postgresql has 1 % left.",
  sender: "monitor@db-1.example.com",
};

/** Mail to the integration's own address: one group per subject, a mail that says nothing but "OK" resolves it. */
export const inboundEmail: IntegrationModule = {
  slug: "inbound_email",
  title: "Inbound Email",
  category: "any",
  connect: `Send mail to \`{mail}\`. The server takes mail when \`TOCSIN_SMTP_LISTEN\` or a mail provider's webhook is set up: see
\`docs/inbound-mail.md\`.

Mails with the same subject join one alert group, whatever the case. A mail with that subject whose text is \`OK\` and nothing
else resolves it. Templates see

\`\`\`json
{ "subject": "Disk full on db-1", "message": "/var/lib/postgresql has 1 % left.", "sender": "monitor@db-1.example.com" }
\`\`\`

and, when there are attachments, their names as \`attachments\`.
`,
  templates: {
    grouping_key: '{{ payload.get("subject", "").upper() }}',
    resolve_signal: '{{ payload.get("message", "").upper() == "OK" }}',
    "web.title": '{{ payload.get("subject", "Title undefined (Check Web Title Template)") }}',
    "web.message": "{{ payload.message }}",
    "web.image_url": "{{ payload.image_url }}",
  },
  interpret: ({ body }) => ({ alerts: [body] }),
  neverSends: {
    test: "Send a mail to the address: it opens an alert group like any other.",
  },
  examples: [
    { name: "a mail", kind: "opening", body: opening, title: opening.subject },
    { name: "the same subject again", kind: "repeated", body: { ...opening, subject: "DISK FULL on db-1" } },
    { name: "the problem is over", kind: "resolving", body: { ...opening, message: "ok" } },
    {
      name: "an attachment and no text",
      kind: "opening",
      body: { subject: "Test", message: "", sender: "bob@example.com", attachments: ["graph.png"] },
      title: "Test",
    },
    { name: "nulls everywhere", kind: "hostile", body: { subject: null, message: null, sender: null } },
  ],
};
