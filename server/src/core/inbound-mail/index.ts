export { mailAddress, tokenInAddress } from "./address.ts";
export { htmlToText } from "./html-text.ts";
export { bareAddress, type MailParts, type MailPayload, mailPayload } from "./payload.ts";
export { type MailProviderName, type MailWebhookSettings, mailProviderNames } from "./providers.ts";
export { readMail } from "./read-mail.ts";
export { canReadMail, type MailReceipt, type MailServices, receiveMail, whyNoMail } from "./receive-mail.ts";
