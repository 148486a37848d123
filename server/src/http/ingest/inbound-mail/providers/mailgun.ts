import { createHmac } from "node:crypto";
import type { MailForm } from "../form.ts";
import { addressesIn, isSame, type MailProvider, mails, other, type ProvidedMail } from "../provider.ts";

/**
 * Routes of Mailgun with `forward()`, parsed or, at an address that ends in `mime`, raw. Signed by HMAC over time and
 * token. https://documentation.mailgun.com/docs/mailgun/user-manual/receive-forward-store/receive-http
 */
export const mailgun: MailProvider = {
  retryStatus: 503,
  read({ form }, { secret }) {
    if (!form) return other("not a form");
    const problem = signatureProblem(form, secret);
    if (problem !== undefined) return other(problem);
    const recipient = form.text("recipient");
    return recipient === undefined ? other("no recipient") : mails(mailOf(form, recipient));
  },
};

function signatureProblem(form: MailForm, secret: string | undefined): string | undefined {
  if (!secret) return "no secret is set";
  const [timestamp, token, signature] = ["timestamp", "token", "signature"].map((name) => form.text(name));
  if (!timestamp || !token || !signature) return "not signed";
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
