/** Providers of mail whose webhooks are understood, by OnCall's names. */
export const mailProviderNames = [
  "amazon_ses",
  "amazon_ses_validated",
  "mailgun",
  "mailjet",
  "mandrill",
  "postal",
  "postmark",
  "sendgrid",
  "sparkpost",
] as const;

export type MailProviderName = (typeof mailProviderNames)[number];

/** How webhooks of mail providers are read. */
export interface MailWebhookSettings {
  /** Tried in this order. */
  providers: readonly MailProviderName[];
  /** A signing key, a public key or `user:password`, depending on the provider. */
  secret: string | undefined;
  /** The only topic of Amazon SNS whose messages are taken. */
  topic: string | undefined;
}
