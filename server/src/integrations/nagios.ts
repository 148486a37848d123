import { factTemplates } from "../core/integrations/facts.ts";
import type { IntegrationModule } from "../core/integrations/registry.ts";
import { checkInterpretation } from "./reading/index.ts";

const opening = {
  NOTIFICATIONTYPE: "PROBLEM",
  HOSTNAME: "db1",
  HOSTADDRESS: "192.0.2.4",
  SERVICEDESC: "disk",
  SERVICESTATE: "CRITICAL",
  SERVICEOUTPUT: '"/var" is 95% full',
};

export const nagios: IntegrationModule = {
  slug: "nagios",
  title: "Nagios",
  category: "metrics",
  connect: `Define two commands that send each macro as a form field (so that quotes in plugin output do no harm), and give
them to a contact:

\`\`\`
define command {
  command_name  tocsin-service
  command_line  /usr/bin/curl -sS -m 10 --data-urlencode "notification_type=$NOTIFICATIONTYPE$" --data-urlencode "host_name=$HOSTNAME$" --data-urlencode "service_description=$SERVICEDESC$" --data-urlencode "service_state=$SERVICESTATE$" --data-urlencode "output=$SERVICEOUTPUT$" --data-urlencode "author=$NOTIFICATIONAUTHOR$" --data-urlencode "comment=$NOTIFICATIONCOMMENT$" '{url}'
}
define command {
  command_name  tocsin-host
  command_line  /usr/bin/curl -sS -m 10 --data-urlencode "notification_type=$NOTIFICATIONTYPE$" --data-urlencode "host_name=$HOSTNAME$" --data-urlencode "host_state=$HOSTSTATE$" --data-urlencode "output=$HOSTOUTPUT$" --data-urlencode "author=$NOTIFICATIONAUTHOR$" --data-urlencode "comment=$NOTIFICATIONCOMMENT$" '{url}'
}
define contact {
  contact_name                  tocsin
  service_notification_commands tocsin-service
  host_notification_commands    tocsin-host
}
\`\`\`

JSON works, too. Macro names may be written as in Nagios (\`HOSTNAME\`) or with underscores (\`host_name\`).
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  interpret: ({ body }) => checkInterpretation(body, "Nagios"),
  examples: [
    {
      name: "a service is critical",
      kind: "opening",
      body: opening,
      title: 'disk on db1 is CRITICAL: "/var" is 95% full',
      severity: "critical",
    },
    { name: "the same again", kind: "repeated", body: { ...opening, SERVICEOUTPUT: '"/var" is 96% full' } },
    {
      name: "a downtime begins: nobody has taken the problem",
      kind: "ignored",
      body: { ...opening, NOTIFICATIONTYPE: "DOWNTIMESTART", NOTIFICATIONAUTHOR: "ada" },
    },
    {
      name: "somebody acknowledges it",
      kind: "acknowledging",
      body: {
        ...opening,
        NOTIFICATIONTYPE: "ACKNOWLEDGEMENT",
        NOTIFICATIONAUTHOR: "ada",
        NOTIFICATIONCOMMENT: "on it",
      },
    },
    {
      name: "it recovers, as a form with names of the other spelling",
      kind: "resolving",
      body: "notification_type=RECOVERY&host_name=db1&service_description=disk&service_state=OK&output=ok",
      contentType: "application/x-www-form-urlencoded",
    },
    {
      name: "a host is down",
      kind: "opening",
      body: {
        notification_type: "PROBLEM",
        host_name: "web1",
        host_state: "DOWN",
        service_description: "$SERVICEDESC$",
        output: "no answer to ping",
      },
      title: "Host web1 is DOWN: no answer to ping",
      severity: "critical",
    },
    {
      name: "the host is up",
      kind: "resolving",
      body: { notification_type: "RECOVERY", host_name: "web1", host_state: "UP", output: "ping ok" },
    },
    {
      name: "a custom notification about a service that is well",
      kind: "test",
      body: { NOTIFICATIONTYPE: "CUSTOM", HOSTNAME: "db9", SERVICEDESC: "load", SERVICESTATE: "OK" },
    },
    {
      name: "nulls and lists where texts belong",
      kind: "hostile",
      body: { NOTIFICATIONTYPE: null, HOSTNAME: ["db1"], SERVICEDESC: { a: 1 }, SERVICESTATE: 7 },
    },
  ],
};
