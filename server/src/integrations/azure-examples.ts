import type { IntegrationModule } from "../core/integrations/registry.ts";

const subscription = "/subscriptions/2f1c0a52-7d1b-4c63-9a35-0f1c6a7d2e11";
const machine = `${subscription}/resourceGroups/shop/providers/Microsoft.Compute/virtualMachines/web-1`;

const common = {
  schemaId: "azureMonitorCommonAlertSchema",
  data: {
    essentials: {
      alertId: `${subscription}/providers/Microsoft.AlertsManagement/alerts/b9569717-bc32-442f-add5-83a997729330`,
      alertRule: "High CPU on web-1",
      severity: "Sev1",
      signalType: "Metric",
      monitorCondition: "Fired",
      monitoringService: "Platform",
      alertTargetIDs: [machine],
      configurationItems: ["web-1"],
      originAlertId: "3f2d4487-b0fc-4125-8bd5-7ad17384221e_IaaSVMAlert",
      firedDateTime: "2026-08-01T10:00:00.0000000Z",
      description: "CPU is above 90%",
      essentialsVersion: "1.0",
      alertContextVersion: "1.0",
    },
    alertContext: { properties: null, conditionType: "SingleResourceMultipleMetricCriteria" },
  },
};

function withEssentials(changes: object): object {
  return { ...common, data: { ...common.data, essentials: { ...common.data.essentials, ...changes } } };
}

const metric = {
  schemaId: "AzureMonitorMetricAlert",
  data: {
    version: "2.0",
    status: "Activated",
    context: {
      timestamp: "2026-08-01T10:00:00.0000000Z",
      id: `${subscription}/resourceGroups/shop/providers/microsoft.insights/metricAlerts/Memory`,
      name: "Memory",
      description: "Little memory left",
      conditionType: "SingleResourceMultipleMetricCriteria",
      severity: "2",
      condition: { windowSize: "PT5M", allOf: [{ metricName: "Available Memory", metricValue: 7.5 }] },
      resourceName: "web-1",
      resourceId: machine,
      portalLink: "https://portal.azure.com/#resource/web-1",
    },
    properties: {},
  },
};
const classic = {
  status: "Activated",
  context: {
    id: "classic-1",
    name: "Old rule",
    resourceName: "db-1",
    portalLink: "https://portal.azure.com/#db",
  },
};
const health = {
  schemaId: "Microsoft.Insights/activityLogs",
  data: {
    status: "Activated",
    context: {
      activityLog: {
        channels: "Admin",
        correlationId: "bbac944f-ddc0-4b4c-aa85-cc7dc5d5c1a6",
        eventSource: "ServiceHealth",
        eventTimestamp: "2026-08-01T10:00:00+00:00",
        level: "Error",
        operationName: "Microsoft.ServiceHealth/incident/action",
        properties: { title: "Virtual Machines - West Europe", stage: "Active", trackingId: "YTRK-1" },
        status: "Active",
      },
    },
  },
};

export const azureExamples: IntegrationModule["examples"] = [
  {
    name: "the common schema, fired",
    kind: "opening",
    body: common,
    title: "High CPU on web-1",
    severity: "error",
  },
  { name: "the common schema, fired again", kind: "repeated", body: common },
  {
    name: "the common schema, resolved",
    kind: "resolving",
    body: withEssentials({ monitorCondition: "Resolved", resolvedDateTime: "2026-08-01T10:20:00.0000000Z" }),
  },
  {
    name: "the older metric schema, activated",
    kind: "opening",
    body: metric,
    title: "Memory",
    severity: "warning",
  },
  {
    name: "the older metric schema, deactivated",
    kind: "resolving",
    body: { ...metric, data: { ...metric.data, status: "Deactivated" } },
  },
  { name: "the classic schema, activated", kind: "opening", body: classic, title: "Old rule" },
  {
    name: "another classic alert is over",
    kind: "ignored",
    body: { status: "Resolved", context: { ...classic.context, id: "classic-2" } },
  },
  { name: "the classic schema, resolved", kind: "resolving", body: { ...classic, status: "Resolved" } },
  {
    name: "the health of Azure itself",
    kind: "opening",
    body: health,
    title: "Virtual Machines - West Europe",
    severity: "error",
  },
  {
    name: "a log search",
    kind: "opening",
    body: {
      schemaId: "Microsoft.Insights/LogAlert",
      data: { AlertRuleName: "Failed logins", Severity: "Warning", ResultCount: 12, Description: "Too many" },
    },
    title: "Failed logins",
    severity: "warning",
  },
  {
    name: "a sample of Test action group",
    kind: "test",
    body: withEssentials({
      alertId:
        "/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.AlertsManagement/alerts/12345678",
      alertRule: "test-metricAlertRule",
    }),
    title: "test-metricAlertRule",
  },
  { name: "nothing in it", kind: "ignored", body: {} },
  {
    name: "wrong kinds everywhere",
    kind: "hostile",
    body: { data: { essentials: { alertRule: [], alertId: {}, severity: 9 }, context: "x" } },
  },
];
