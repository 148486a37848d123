import { Dict, type Value } from "@tocsin/jinja";
import {
  type AlertFacts,
  factTemplates,
  type Severity,
  type Signal,
  severities,
} from "../core/integrations/facts.ts";
import type { ChoiceOption } from "../core/integrations/options.ts";
import type { IntegrationModule, Interpretation, ReceivedRequest } from "../core/integrations/registry.ts";
import { cloudwatchExamples } from "./cloudwatch-examples.ts";
import {
  choiceIn,
  dictAt,
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  parseEmbedded,
  partAlert,
  textAt,
  wholeAlert,
  withoutFields,
} from "./reading/index.ts";

/** Whoever holds these can begin or end the subscription, without an account at Amazon. */
const secretFields = ["Token", "SubscribeURL", "UnsubscribeURL"];
const alarmSeverity: ChoiceOption<Severity> = {
  kind: "choice",
  name: "alarm_severity",
  choices: severities,
  default: "critical",
  help: "How grave an alarm is: CloudWatch's alarms say nothing of it themselves.",
};
const insufficientData: ChoiceOption<"ignore" | "note" | "alert"> = {
  kind: "choice",
  name: "insufficient_data",
  choices: ["ignore", "note", "alert"],
  default: "ignore",
  help: "What comes of an alarm with too little data: nothing, a line in its open group's timeline, or an alert of severity warning.",
};

export const cloudwatch: IntegrationModule = {
  slug: "cloudwatch",
  title: "AWS CloudWatch",
  category: "cloud",
  connect: `In the AWS console, open **SNS → Topics → your topic → Create subscription**, choose the protocol **HTTPS** and
paste this URL as endpoint:

\`\`\`text
{url}
\`\`\`

Choose the topic in the alarms that should page, for **In alarm** and for **OK**; without the second the alert never
ends. Raw message delivery may be on or off; off is better, for only then Amazon signs what it sends.
`,
  templates: factTemplates,
  secretFields,
  acceptsText: true,
  signatures: [{ kind: "sns" }],
  options: [alarmSeverity, insufficientData],
  opensOnlyFiring: true,
  refuse: ({ body: { value } }: ReceivedRequest) =>
    value instanceof Dict
      ? undefined
      : "The body must be a JSON object: a message of Amazon SNS or a CloudWatch alarm.",
  interpret: (request) => interpret({ ...request, body: withoutFields(request.body, secretFields) }),
  examples: cloudwatchExamples,
};

function interpret(request: ReceivedRequest): Interpretation {
  switch (textAt(request.body.value, "Type")) {
    case "SubscriptionConfirmation":
      return leftOut("the topic asks to confirm its subscription");
    case "UnsubscribeConfirmation":
      return leftOut("the topic's subscription has ended: no alerts will come from it any more");
    default:
      return interpretMessage(request);
  }
}

/** The message of an SNS envelope, or what stands in the body itself (raw message delivery, EventBridge). */
function interpretMessage(request: ReceivedRequest): Interpretation {
  const { body } = request;
  const raw = textAt(body.value, "Message");
  const inner = parseEmbedded(raw) ?? dictAt(body.value, "Message");
  const message = inner instanceof Dict ? inner : body.value;
  const alarm = readAlarm(request, message) ?? readStateChange(request, message);
  if (alarm === "left out") return leftOut("the alarm has too little data, which is no alarm");
  if (alarm !== undefined)
    return inner instanceof Dict ? { alerts: [partAlert(inner, alarm)] } : wholeAlert(body, alarm);
  const subject = firstText(body.value, "Subject", "Message") ?? firstText(message, "Subject", "detail-type");
  return subject === undefined
    ? leftOut("neither an alarm nor a message")
    : wholeAlert(body, otherMessage(body.value, message, subject));
}

type Reading = AlertFacts | "left out" | undefined;

/** What a state of an alarm means; undefined when it means nothing. */
function verdictOn(
  request: ReceivedRequest,
  state: string | undefined,
): { signal: Signal; severity: Severity } | undefined {
  if (state === "OK") return { signal: "resolved", severity: "info" };
  if (state !== "INSUFFICIENT_DATA") return { signal: "firing", severity: choiceIn(request, alarmSeverity) };
  switch (choiceIn(request, insufficientData)) {
    case "ignore":
      return undefined;
    case "note":
      return { signal: "note", severity: "info" };
    case "alert":
      return { signal: "firing", severity: "warning" };
  }
}

/** An alarm as CloudWatch tells it to SNS: of one metric, of an expression, or composed of others. */
function readAlarm(request: ReceivedRequest, alarm: Value): Reading {
  const name = textAt(alarm, "AlarmName");
  const state = textAt(alarm, "NewStateValue")?.toUpperCase();
  if (name === undefined) return undefined;
  const verdict = verdictOn(request, state);
  if (verdict === undefined) return "left out";
  const arn = textAt(alarm, "AlarmArn");
  const region = textAt(alarm, "Region");
  return factsOf(
    {
      title: [name],
      message: lines(
        textAt(alarm, "AlarmDescription"),
        textAt(alarm, "NewStateReason"),
        labelled("Metric", metricName(alarm)),
        labelled("Rule", textAt(alarm, "AlarmRule")),
        labelled("Account", textAt(alarm, "AWSAccountId")),
        labelled("Region", region),
      ),
      key: `alarm:${textAt(alarm, "AWSAccountId") ?? ""}:${region ?? arn?.split(":")[3] ?? ""}:${name}`,
      ...verdict,
      source: firstText(alarm, "Trigger.Dimensions.0.value", "Trigger.Namespace") ?? region,
      link: alarmLink(arn),
    },
    "AWS CloudWatch",
  );
}

function metricName(alarm: Value): string | undefined {
  const names = [textAt(alarm, "Trigger", "Namespace"), textAt(alarm, "Trigger", "MetricName")];
  return names.filter((name) => name !== undefined).join(" ") || undefined;
}

/** An alarm as EventBridge tells it. */
function readStateChange(request: ReceivedRequest, event: Value): Reading {
  const name = textAt(event, "detail", "alarmName");
  const state = textAt(event, "detail", "state", "value")?.toUpperCase();
  if (name === undefined || state === undefined) return undefined;
  const verdict = verdictOn(request, state);
  if (verdict === undefined) return "left out";
  return factsOf(
    {
      title: [name],
      message: lines(
        textAt(event, "detail", "configuration", "description"),
        textAt(event, "detail", "state", "reason"),
        labelled("Account", textAt(event, "account")),
        labelled("Region", textAt(event, "region")),
      ),
      key: `event:${textAt(event, "account") ?? ""}:${textAt(event, "region") ?? ""}:${name}`,
      ...verdict,
      source: textAt(event, "region"),
      link: alarmLink(textAt(event, "resources", "0")),
    },
    "AWS CloudWatch",
  );
}

/** Anything else that is published to the topic: nothing in it ends an alert, so each stands for itself. */
function otherMessage(envelope: Value, message: Value, subject: string): AlertFacts {
  const id = firstText(envelope, "MessageId") ?? firstText(message, "id");
  return factsOf(
    {
      title: [subject],
      message: textAt(envelope, "Message"),
      severity: "warning",
      key: id === undefined ? undefined : `message:${id}`,
      signal: "firing",
      source: textAt(envelope, "TopicArn")?.split(":").at(-1),
    },
    "Amazon SNS",
  );
}

/** The console's page of an alarm, from `arn:aws:cloudwatch:<region>:<account>:alarm:<name>`. */
function alarmLink(arn: string | undefined): string | undefined {
  const [, partition, , region, , kind, ...name] = arn?.split(":") ?? [];
  if (kind !== "alarm" || !region || partition !== "aws") return undefined;
  const alarm = encodeURIComponent(name.join(":"));
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#alarmsV2:alarm/${alarm}`;
}
