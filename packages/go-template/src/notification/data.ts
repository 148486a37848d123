import { parseRfc3339, zeroTime } from "../time/time.ts";
import { Dictionary, type GoType, Integer, List, Pointer, Struct, type Value } from "../values/model.ts";
import { fromOutside } from "../values/text.ts";
import { floatMapType, int64Type, stringMapType, uint8Type } from "../values/types.ts";
import {
  alertsType,
  alertType,
  dataPointerType,
  dataType,
  kvType,
  pointerTypes,
  rawMessageType,
} from "./types.ts";

/** Texts by name. */
export type Texts = Readonly<Record<string, string>>;

/** One alert; names as in the JSON of the webhook, everything but status and labels optional. */
export interface AlertInput {
  readonly status: string;
  readonly labels: Texts;
  readonly annotations?: Texts;
  /** RFC 3339; absent or unreadable: the zero time. */
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly generatorURL?: string;
  readonly fingerprint?: string;
  readonly silenceURL?: string;
  readonly dashboardURL?: string;
  readonly panelURL?: string;
  readonly ruleUID?: string;
  readonly values?: Readonly<Record<string, number>> | null;
  readonly valueString?: string;
  readonly imageURL?: string;
  readonly embeddedImage?: string;
  readonly orgId?: number;
  /** Any JSON, written into JSON as it is. */
  readonly enrichments?: unknown;
}

/** A notification; names as in the JSON of the webhook. */
export interface NotificationInput {
  readonly receiver: string;
  readonly status: string;
  readonly alerts: readonly AlertInput[];
  readonly groupLabels?: Texts;
  readonly commonLabels?: Texts;
  readonly commonAnnotations?: Texts;
  readonly externalURL?: string;
  readonly appVersion?: string;
  readonly groupKey?: string;
  readonly truncatedAlerts?: number;
  readonly vars?: Texts;
}

/** The data notification templates are rendered with. */
export function notificationData(input: NotificationInput): Value {
  const truncated = input.truncatedAlerts;
  const data = new Struct(dataType, [
    text(input.receiver),
    text(input.status),
    new List(alertsType, input.alerts.map(alert)),
    texts(kvType, input.groupLabels),
    texts(kvType, input.commonLabels),
    texts(kvType, input.commonAnnotations),
    text(input.externalURL),
    text(input.appVersion),
    text(input.groupKey),
    truncated === undefined
      ? new Pointer(pointerTypes.int, undefined, true)
      : new Pointer(pointerTypes.int, BigInt(truncated)),
    texts(stringMapType, input.vars),
  ]);
  return new Pointer(dataPointerType, data);
}

function alert(input: AlertInput): Struct {
  const { orgId } = input;
  return new Struct(alertType, [
    text(input.status),
    texts(kvType, input.labels),
    texts(kvType, input.annotations),
    time(input.startsAt),
    time(input.endsAt),
    text(input.generatorURL),
    text(input.fingerprint),
    text(input.silenceURL),
    text(input.dashboardURL),
    text(input.panelURL),
    text(input.ruleUID),
    values(input.values),
    text(input.valueString),
    text(input.imageURL),
    text(input.embeddedImage),
    orgId === undefined
      ? new Pointer(pointerTypes.int64, undefined, true)
      : new Pointer(pointerTypes.int64, new Integer(int64Type, BigInt(orgId))),
    rawMessage(input.enrichments),
  ]);
}

function text(value: string | undefined): string {
  return fromOutside(value ?? "");
}

function time(value: string | undefined): Value {
  return parseRfc3339(value ?? "") ?? zeroTime();
}

function texts(type: GoType, record: Texts | undefined): Dictionary {
  const entries = Object.entries(record ?? {});
  return new Dictionary(type, new Map(entries.map(([name, value]) => [text(name), text(value)])));
}

function values(record: Readonly<Record<string, number>> | null | undefined): Dictionary {
  const entries = Object.entries(record ?? {});
  return new Dictionary(floatMapType, new Map(entries.map(([name, value]) => [text(name), value])), !record);
}

function rawMessage(json: unknown): List {
  if (json === undefined) return new List(rawMessageType, [], true);
  const bytes = Buffer.from(JSON.stringify(json), "utf8");
  return new List(
    rawMessageType,
    Array.from(bytes, (byte) => new Integer(uint8Type, BigInt(byte))),
  );
}
