import { addressParser } from "postal-mime";
import { storableText } from "../../platform/storable-text.ts";
import { htmlToText } from "./html-text.ts";

/** A mail as templates see it: OnCall's three fields, and the names of attachments when there are any. */
export interface MailPayload {
  subject: string;
  message: string;
  /** `user@host` */
  sender: string;
  attachments?: string[];
}

/** The parts of a mail that a payload is made of, however they came. */
export interface MailParts {
  subject: string | undefined;
  text: string | undefined;
  html: string | undefined;
  /** The From header, as it is written. */
  from: string | undefined;
  /** Counts when there is no From header. */
  envelopeSender: string | undefined;
  attachments: readonly string[];
}

/** Longer mails are cut: whoever is paged reads the beginning. In UTF-16 units. */
const maxMessageLength = 256 * 1024;
const maxSubjectLength = 1_000;
const maxSenderLength = 320;
const maxAttachments = 100;
const maxNameLength = 255;

/** Text is preferred over HTML; both and the subject lose the white space around them. */
export function mailPayload(parts: MailParts): MailPayload {
  const text = parts.text?.trim() || htmlToText(parts.html ?? "");
  const attachments = parts.attachments.slice(0, maxAttachments).map((name) => cut(name, maxNameLength));
  return {
    subject: cut((parts.subject ?? "").trim(), maxSubjectLength),
    message: cut(text, maxMessageLength),
    sender: cut(bareAddress(parts.from) || (parts.envelopeSender ?? ""), maxSenderLength),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}

/** `Bob <bob@example.com>` → `bob@example.com`; empty when there is no address in it. */
export function bareAddress(header: string | undefined): string {
  if (header === undefined || header.trim() === "") return "";
  const [first] = addressParser(header.slice(0, 10_000), { flatten: true });
  return first?.address ?? "";
}

function cut(text: string, length: number): string {
  return storableText(text.slice(0, length));
}
