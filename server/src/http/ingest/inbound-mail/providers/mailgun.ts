import { createHmac } from "node:crypto";
import type { MailForm } from "../form.ts";
import { addressesIn, isSame, type MailProvider, mails, other, type ProvidedMail } from "../provider.ts";

/** Mailgun tries for eight hours. */
const freshHours = 12;

/**
 * Routes of Mailgun with `forward()`, parsed or, at an address that ends in `mime`, raw. Signed by HMAC over time and
 * token. https://documentation.mailgun.com/docs/mailgun/user-manual/receive-forward-store/receive-http
 */
export const mailgun: MailProvider = {
  retryStatus: 503,
  read({ form }, { secret, now }) {
    if (!form) return other("not a form");
    const proof = readProof(form);
    if (!proof) return other("not signed");
    const problem = problemOf(proof, secret, now);
    if (problem !== undefined) return other(problem);
    const recipient = form.text("recipient");
    if (recipient === undefined) return other("no recipient");
    return mails({ ...mailOf(form, recipient), messageId: `mailgun ${proof.token}` });
  },
};

interface Proof {
  timestamp: string;
  token: string;
  signature: string;
}

function readProof(form: MailForm): Proof | undefined {
  const [timestamp, token, signature] = ["timestamp", "token", "signature"].map((name) => form.text(name));
  return timestamp && token && token.length <= 100 && signature ? { timestamp, token, signature } : undefined;
}

/** What is signed says nothing of the mail, so whoever kept it could send any mail: it is good for a while, and once. */
function problemOf(
  { timestamp, token, signature }: Proof,
  secret: string | undefined,
  now: number,
): string | undefined {
  if (!secret) return "no secret is set";
  const ageMs = Math.abs(now - Number(timestamp) * 1000);
  if (!(ageMs <= freshHours * 3600 * 1000))
    return `its timestamp is not within ${freshHours} hours of the server's clock`;
  const expected = createHmac("sha256", secret).update(`${timestamp}${token}`).digest("hex");
  return isSame(signature.toLowerCase(), expected) ? undefined : "the signature does not match";
}

function mailOf(form: MailForm, recipient: string): ProvidedMail {
  const envelope = { recipients: addressesIn(recipient), envelopeSender: form.text("sender") };
  const raw = form.fields.get("body-mime");
  if (raw) return { ...envelope, content: { kind: "raw", bytes: raw } };
  return {
    ...envelope,
    content: {
      kind: "parts",
      parts: {
        subject: form.text("subject") ?? form.text("Subject"),
        text: form.text("body-plain"),
        html: form.text("body-html"),
        from: form.text("from") ?? form.text("From"),
        attachments: form.files,
      },
    },
  };
}
