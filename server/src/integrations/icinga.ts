import { factTemplates } from "../core/integrations/facts.ts";
import type { IntegrationModule } from "../core/integrations/registry.ts";
import { checkInterpretation } from "./reading/index.ts";

const opening = {
  notification_type: "PROBLEM",
  host_name: "web1",
  host_display_name: "web1.example.com",
  service_name: "http",
  service_state: "WARNING",
  service_output: "HTTP WARNING - 2.4 second response time",
  check_command: "http",
  author: "",
  comment: "",
};

const host = {
  notification_type: "PROBLEM",
  host_name: "web2",
  host_state: "DOWN",
  host_output: "PING CRITICAL - Packet loss = 100%",
};

export const icinga: IntegrationModule = {
  slug: "icinga",
  title: "Icinga 2",
  category: "metrics",
  connect: `Add two notification commands and apply them. Each value is a form field of its own, so that quotes in plugin
output do no harm:

\`\`\`
object NotificationCommand "tocsin-service" {
  command = [ "/usr/bin/curl", "-sS", "-m", "10", "{url}",
    "--data-urlencode", "notification_type=$notification.type$",
    "--data-urlencode", "host_name=$host.name$",
    "--data-urlencode", "service_name=$service.name$",
    "--data-urlencode", "service_state=$service.state$",
    "--data-urlencode", "service_output=$service.output$",
    "--data-urlencode", "author=$notification.author$",
    "--data-urlencode", "comment=$notification.comment$" ]
}
object NotificationCommand "tocsin-host" {
  command = [ "/usr/bin/curl", "-sS", "-m", "10", "{url}",
    "--data-urlencode", "notification_type=$notification.type$",
    "--data-urlencode", "host_name=$host.name$",
    "--data-urlencode", "host_state=$host.state$",
    "--data-urlencode", "host_output=$host.output$",
    "--data-urlencode", "author=$notification.author$",
    "--data-urlencode", "comment=$notification.comment$" ]
}

apply Notification "tocsin" to Service {
  command = "tocsin-service"
  users = [ "icingaadmin" ]
  interval = 0
  assign where true
}
apply Notification "tocsin" to Host {
  command = "tocsin-host"
  users = [ "icingaadmin" ]
  interval = 0
  assign where true
}
\`\`\`

JSON with these names works, too.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  interpret: ({ body }) => checkInterpretation(body, "Icinga"),
  examples: [
    {
      name: "a service is in warning",
      kind: "opening",
      body: opening,
      title: "http on web1 is WARNING: HTTP WARNING - 2.4 second response time",
      severity: "warning",
    },
    { name: "the same again", kind: "repeated", body: opening },
    {
      name: "it flaps: nobody has taken the problem",
      kind: "ignored",
      body: { ...opening, notification_type: "FLAPPINGSTART" },
    },
    {
      name: "somebody acknowledges it",
      kind: "acknowledging",
      body: { ...opening, notification_type: "ACKNOWLEDGEMENT", author: "ada", comment: "on it" },
    },
    {
      name: "it recovers",
      kind: "resolving",
      body: { ...opening, notification_type: "RECOVERY", service_state: "OK", service_output: "HTTP OK" },
    },
    {
      name: "a host is down, as a form",
      kind: "opening",
      body: new URLSearchParams(host).toString(),
      contentType: "application/x-www-form-urlencoded",
      title: "Host web2 is DOWN: PING CRITICAL - Packet loss = 100%",
      severity: "critical",
    },
    {
      name: "the host is up, in camel case and with numbers",
      kind: "resolving",
      body: { notificationType: "Recovery", hostName: "web2", hostState: 0 },
    },
    {
      name: "the end of a downtime of a service that is well",
      kind: "ignored",
      body: { ...opening, service_name: "load", notification_type: "DOWNTIMEEND", service_state: "OK" },
    },
    {
      name: "Send Custom Notification for a service that is well",
      kind: "test",
      body: { ...opening, service_name: "load", notification_type: "CUSTOM", service_state: "OK" },
    },
    {
      name: "nulls and lists where texts belong",
      kind: "hostile",
      body: { notification_type: null, host_name: ["web1"], service_name: {}, service_state: [] },
    },
  ],
};
