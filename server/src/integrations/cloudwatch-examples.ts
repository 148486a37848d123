import type { IntegrationModule } from "../core/integrations/registry.ts";

const alarm = {
  AlarmName: "orders-latency",
  AlarmDescription: "Follow runbook 7",
  AWSAccountId: "123456789012",
  AlarmConfigurationUpdatedTimestamp: "2026-07-01T08:00:00.000+0000",
  NewStateValue: "ALARM",
  NewStateReason: "Threshold Crossed: 1 datapoint [3.2] was greater than the threshold (2.0).",
  StateChangeTime: "2026-08-01T10:00:00.123+0000",
  Region: "US East (N. Virginia)",
  AlarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:orders-latency",
  OldStateValue: "OK",
  OKActions: ["arn:aws:sns:us-east-1:123456789012:ops"],
  AlarmActions: ["arn:aws:sns:us-east-1:123456789012:ops"],
  InsufficientDataActions: [],
  Trigger: {
    MetricName: "Latency",
    Namespace: "AWS/ApplicationELB",
    StatisticType: "Statistic",
    Statistic: "AVERAGE",
    Unit: null,
    Dimensions: [{ value: "app/orders", name: "LoadBalancer" }],
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: "GreaterThanThreshold",
    Threshold: 2,
    TreatMissingData: "missing",
  },
};
const ok = { NewStateValue: "OK", OldStateValue: "ALARM" };

/** As Amazon SNS sends it: JSON that calls itself plain text. */
function published(message: object | string, changes: object = {}) {
  return {
    contentType: "text/plain; charset=UTF-8",
    headers: { "x-amz-sns-message-type": "Notification" },
    body: JSON.stringify({
      Type: "Notification",
      MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
      TopicArn: "arn:aws:sns:us-east-1:123456789012:ops",
      Subject: 'ALARM: "orders-latency" in US East (N. Virginia)',
      Message: typeof message === "string" ? message : JSON.stringify(message),
      Timestamp: "2026-08-01T10:00:00.200Z",
      SignatureVersion: "1",
      Signature: "c2lnbmF0dXJl",
      SigningCertURL: "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem",
      UnsubscribeURL: "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe",
      ...changes,
    }),
  };
}

const composite = {
  ...alarm,
  AlarmName: "shop-down",
  AlarmDescription: null,
  AlarmRule: "ALARM(orders-latency) AND ALARM(web-latency)",
  AlarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop-down",
  Trigger: undefined,
};
const eventBridge = {
  version: "0",
  id: "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92",
  "detail-type": "CloudWatch Alarm State Change",
  source: "aws.cloudwatch",
  account: "123456789012",
  region: "us-east-1",
  resources: ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:disk"],
  detail: { alarmName: "disk", state: { value: "ALARM", reason: "Threshold crossed" }, configuration: {} },
};

export const cloudwatchExamples: IntegrationModule["examples"] = [
  {
    name: "raw delivery, in alarm",
    kind: "opening",
    contentType: "text/plain; charset=UTF-8",
    headers: { "x-amz-sns-rawdelivery": "true" },
    body: JSON.stringify(alarm),
    title: "orders-latency",
    severity: "critical",
  },
  { name: "in alarm again, in SNS's envelope", kind: "repeated", ...published(alarm) },
  {
    name: "too little data",
    kind: "ignored",
    ...published({ ...alarm, NewStateValue: "INSUFFICIENT_DATA" }),
  },
  {
    name: "too little data, with the option `insufficient_data` set to `alert`",
    kind: "repeated",
    ...published({ ...alarm, NewStateValue: "INSUFFICIENT_DATA" }),
    options: { insufficient_data: "alert" },
  },
  { name: "well again", kind: "resolving", ...published({ ...alarm, ...ok }) },
  {
    name: "an alarm, with the option `alarm_severity` set to `error`",
    kind: "opening",
    ...published({ ...alarm, AlarmName: "queue-length" }),
    options: { alarm_severity: "error" },
    title: "queue-length",
    severity: "error",
  },
  {
    name: "an alarm without description, composed of others",
    kind: "opening",
    ...published(composite),
    title: "shop-down",
    severity: "critical",
  },
  { name: "the composed alarm is over", kind: "resolving", ...published({ ...composite, ...ok }) },
  {
    name: "an alarm's end that was never seen to begin",
    kind: "ignored",
    ...published({ ...alarm, AlarmName: "other", ...ok }),
  },
  { name: "an alarm by EventBridge", kind: "opening", body: eventBridge, title: "disk" },
  {
    name: "the alarm by EventBridge is over",
    kind: "resolving",
    body: { ...eventBridge, detail: { ...eventBridge.detail, state: { value: "OK" } } },
  },
  {
    name: "a message of another service",
    kind: "opening",
    ...published("Your budget is used up", { MessageId: "b1", Subject: "AWS Budgets: monthly" }),
    title: "AWS Budgets: monthly",
    severity: "warning",
  },
  {
    name: "that message delivered twice",
    kind: "repeated",
    ...published("Your budget is used up", { MessageId: "b1", Subject: "AWS Budgets: monthly" }),
  },
  {
    name: "the topic asks for a confirmation",
    kind: "test",
    ...published("You have chosen to subscribe to the topic", {
      Type: "SubscriptionConfirmation",
      Token: "2336412f37",
      SubscribeURL: "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription",
    }),
  },
  {
    name: "the subscription has ended",
    kind: "ignored",
    ...published("You have chosen to deactivate the subscription", { Type: "UnsubscribeConfirmation" }),
  },
  { name: "an empty envelope", kind: "ignored", body: { Type: "Notification", MessageId: "m" } },
  { name: "brackets in the message", kind: "hostile", ...published("[".repeat(5000)) },
  { name: "a text", kind: "hostile", contentType: "text/plain", body: "hello" },
];
