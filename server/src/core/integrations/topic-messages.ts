import type { KeyObject } from "node:crypto";
import { AppError } from "../../platform/errors.ts";
import type { SignatureVerdict } from "./verify-signature.ts";
import {
  isSnsCertificateUrl,
  isSnsConfirmationUrl,
  isSnsMessageFresh,
  isSnsSignatureValid,
  readSnsCertificate,
  type SnsEnvelope,
  staleSnsMessage,
} from "./verify-sns.ts";

/** Fetches a text from the outside, never following redirects. Undefined: no answer with 200. */
export type FetchText = (url: string) => Promise<string | undefined>;

/** Messages of Amazon SNS: checked against AWS's certificates, subscriptions confirmed. */
export interface TopicMessages {
  /** @throws AppError `unavailable` when AWS does not give its certificate: the sender should try again */
  verify(envelope: SnsEnvelope): Promise<SignatureVerdict>;
  /** Tells AWS that the subscription is wanted. Only for a message that was verified. @throws AppError `unavailable` */
  confirm(envelope: SnsEnvelope): Promise<SignatureVerdict>;
}

const certificateFreshMs = 24 * 3600 * 1000;
/** A certificate that cannot be had is not asked for again before this time, whoever names it. */
const failureFreshMs = 10_000;
const maxCertificates = 50;

interface Entry {
  key: Promise<KeyObject | undefined>;
  freshUntilMs: number;
}

export function createTopicMessages(fetchText: FetchText, now: () => number): TopicMessages {
  const certificates = new Map<string, Entry>();

  function findKey(url: string): Promise<KeyObject | undefined> {
    const known = certificates.get(url);
    if (known && now() < known.freshUntilMs) return known.key;
    certificates.delete(url);
    if (certificates.size >= maxCertificates) certificates.delete(certificates.keys().next().value ?? url);
    const entry: Entry = { key: load(url), freshUntilMs: now() + certificateFreshMs };
    certificates.set(url, entry);
    void entry.key.then((key) => {
      if (!key) entry.freshUntilMs = now() + failureFreshMs;
    });
    return entry.key;
  }

  async function load(url: string): Promise<KeyObject | undefined> {
    const pem = await fetchText(url).catch(() => undefined);
    return pem === undefined ? undefined : readSnsCertificate(pem, now());
  }

  return {
    async verify(envelope) {
      if (!isSnsCertificateUrl(envelope.SigningCertURL)) {
        return invalid("SigningCertURL is not a certificate of Amazon SNS.");
      }
      if (!isSnsMessageFresh(envelope, now())) return invalid(staleSnsMessage);
      const key = await findKey(envelope.SigningCertURL);
      if (!key)
        throw unavailable("The certificate of Amazon SNS could not be fetched; send the message again.");
      return isSnsSignatureValid(envelope, key)
        ? { kind: "valid" }
        : invalid("The signature does not match.");
    },
    async confirm({ SubscribeURL: url = "" }) {
      if (!isSnsConfirmationUrl(url)) return invalid("SubscribeURL is not a confirmation of Amazon SNS.");
      const answer = await fetchText(url).catch(() => undefined);
      if (answer === undefined) throw unavailable("Amazon SNS did not take the confirmation; send it again.");
      return { kind: "valid" };
    },
  };
}

function invalid(reason: string): SignatureVerdict {
  return { kind: "invalid", reason };
}

function unavailable(message: string): AppError {
  return new AppError("unavailable", message);
}
