import { timeType } from "../time/time.ts";
import { Dictionary, type GoType, List, type Method, Struct, type Value } from "../values/model.ts";
import { compareText } from "../values/text.ts";
import {
  floatMapType,
  int64Type,
  intType,
  stringMapType,
  stringSliceType,
  stringType,
  uint8Type,
} from "../values/types.ts";
import { stringList, textOf } from "../values/values.ts";

/** One name and its value. */
export const pairType: GoType = {
  kind: "struct",
  name: "template.Pair",
  fields: [
    { name: "Name", type: stringType, json: "Name" },
    { name: "Value", type: stringType, json: "Value" },
  ],
};

/** Pairs in the order of notifications: alertname first, the rest by name. */
export const pairsType: GoType = {
  kind: "slice",
  name: "template.Pairs",
  elem: pairType,
  text: (value) => pairsText(pairsOf(value)),
  methods: new Map<string, Method>([
    [
      "Names",
      {
        params: [],
        result: stringSliceType,
        call: (self) => stringList(pairsOf(self).map(([name]) => name)),
      },
    ],
    [
      "Values",
      {
        params: [],
        result: stringSliceType,
        call: (self) => stringList(pairsOf(self).map(([, value]) => value)),
      },
    ],
    ["String", { params: [], result: stringType, call: (self) => pairsText(pairsOf(self)) }],
  ]),
};

/** Labels or annotations. */
export const kvType: GoType = {
  kind: "map",
  name: "template.KV",
  key: stringType,
  elem: stringType,
  text: (value) => pairsText(sortedPairs(value)),
  methods: kvMethods(),
};

/** Raw JSON, written into JSON as it is. */
export const rawMessageType: GoType = {
  kind: "slice",
  name: "json.RawMessage",
  elem: uint8Type,
  isRawJson: true,
};
const int64PointerType: GoType = { kind: "pointer", name: "*int64", elem: int64Type };
const intPointerType: GoType = { kind: "pointer", name: "*int", elem: intType };

/** One alert of a notification. */
export const alertType: GoType = {
  kind: "struct",
  name: "templates.ExtendedAlert",
  fields: [
    { name: "Status", type: stringType, json: "status" },
    { name: "Labels", type: kvType, json: "labels" },
    { name: "Annotations", type: kvType, json: "annotations" },
    { name: "StartsAt", type: timeType, json: "startsAt" },
    { name: "EndsAt", type: timeType, json: "endsAt" },
    { name: "GeneratorURL", type: stringType, json: "generatorURL" },
    { name: "Fingerprint", type: stringType, json: "fingerprint" },
    { name: "SilenceURL", type: stringType, json: "silenceURL" },
    { name: "DashboardURL", type: stringType, json: "dashboardURL" },
    { name: "PanelURL", type: stringType, json: "panelURL" },
    { name: "RuleUID", type: stringType, json: "ruleUID", omitEmpty: true },
    { name: "Values", type: floatMapType, json: "values" },
    { name: "ValueString", type: stringType, json: "valueString" },
    { name: "ImageURL", type: stringType, json: "imageURL", omitEmpty: true },
    { name: "EmbeddedImage", type: stringType, json: "embeddedImage", omitEmpty: true },
    { name: "OrgID", type: int64PointerType, json: "orgId", omitEmpty: true },
    { name: "ExtraData", type: rawMessageType, json: "enrichments", omitEmpty: true },
  ],
};

const plainAlertsType: GoType = { kind: "slice", name: "[]templates.ExtendedAlert", elem: alertType };

/** The alerts of a notification. */
export const alertsType: GoType = {
  kind: "slice",
  name: "templates.ExtendedAlerts",
  elem: alertType,
  methods: new Map<string, Method>([
    ["Firing", withStatus("firing")],
    ["Resolved", withStatus("resolved")],
    [
      "Len",
      { params: [], result: intType, call: (self) => BigInt(self instanceof List ? self.items.length : 0) },
    ],
  ]),
};

/** What notification templates get as dot, by pointer. */
export const dataType: GoType = {
  kind: "struct",
  name: "templates.ExtendedData",
  fields: [
    { name: "Receiver", type: stringType, json: "receiver" },
    { name: "Status", type: stringType, json: "status" },
    { name: "Alerts", type: alertsType, json: "alerts" },
    { name: "GroupLabels", type: kvType, json: "groupLabels" },
    { name: "CommonLabels", type: kvType, json: "commonLabels" },
    { name: "CommonAnnotations", type: kvType, json: "commonAnnotations" },
    { name: "ExternalURL", type: stringType, json: "externalURL" },
    { name: "AppVersion", type: stringType, json: "appVersion", omitEmpty: true },
    { name: "GroupKey", type: stringType, json: "groupKey" },
    { name: "TruncatedAlerts", type: intPointerType, json: "truncatedAlerts", omitEmpty: true },
    { name: "Vars", type: stringMapType },
  ],
};
export const dataPointerType: GoType = { kind: "pointer", name: "*templates.ExtendedData", elem: dataType };
export const pointerTypes = { int: intPointerType, int64: int64PointerType };

type TextPair = readonly [name: string, value: string];

function kvMethods(): ReadonlyMap<string, Method> {
  return new Map<string, Method>([
    ["SortedPairs", { params: [], result: pairsType, call: (self) => pairList(sortedPairs(self)) }],
    [
      "Names",
      { params: [], result: stringSliceType, call: (self) => stringList(sortedPairs(self).map(([n]) => n)) },
    ],
    [
      "Values",
      {
        params: [],
        result: stringSliceType,
        call: (self) => stringList(sortedPairs(self).map(([, v]) => v)),
      },
    ],
    ["String", { params: [], result: stringType, call: (self) => pairsText(sortedPairs(self)) }],
    [
      "Remove",
      {
        params: [stringSliceType],
        // The type is being made right here: it can only be named once the method runs.
        get result() {
          return kvType;
        },
        call: (self, [names]) => without(self, names),
      },
    ],
  ]);
}

function without(self: Value, names: Value): Dictionary {
  const removed = new Set(names instanceof List ? names.items : []);
  const entries = self instanceof Dictionary ? [...self.entries] : [];
  return new Dictionary(kvType, new Map(entries.filter(([name]) => !removed.has(name))));
}

function sortedPairs(self: Value): TextPair[] {
  const entries = self instanceof Dictionary ? [...self.entries] : [];
  const pairs = entries.map(([name, value]): TextPair => [textOf(name) ?? "", textOf(value) ?? ""]);
  return pairs.sort(([left], [right]) => {
    if (left === "alertname" || right === "alertname")
      return left === right ? 0 : left === "alertname" ? -1 : 1;
    return compareText(left, right);
  });
}

function pairList(pairs: readonly TextPair[]): List {
  return new List(
    pairsType,
    pairs.map((pair) => new Struct(pairType, pair)),
  );
}

function pairsOf(self: Value): TextPair[] {
  const items = self instanceof List ? self.items : [];
  return items.map((item): TextPair => {
    const [name, value] = item instanceof Struct ? item.fields : [];
    return [textOf(name) ?? "", textOf(value) ?? ""];
  });
}

function pairsText(pairs: readonly TextPair[]): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join(", ");
}

function withStatus(status: string): Method {
  const call = (self: Value): List => {
    const items = self instanceof List ? self.items : [];
    const chosen = items.filter((item) => item instanceof Struct && item.fields[0] === status);
    return new List(plainAlertsType, chosen);
  };
  return { params: [], result: plainAlertsType, call };
}
