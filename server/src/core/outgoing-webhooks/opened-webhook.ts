import type { SecretBox } from "../../platform/crypto/secret-box.ts";
import type { TlsOptions } from "../../platform/http-client/index.ts";
import type { ClaimedWebhook } from "./claimed-webhook.ts";
import { type ClientCredentials, openConnection, toTlsOptions } from "./connection.ts";
import type { MessagePlan } from "./render.ts";
import { openSecrets, signingSecretPlace } from "./seal-secrets.ts";

/** A webhook with its secrets opened: not to be stored or shown. */
export interface OpenedWebhook {
  plan: MessagePlan;
  /** The present one first. */
  signingSecrets: readonly string[];
  tls: TlsOptions | undefined;
  oauth2: ClientCredentials | null;
  /** What must not be seen in a log of tries. */
  secrets: readonly (string | null)[];
}

/** A claim has one object for all deliveries to a webhook, so it is opened once for all of them. */
const opened = new WeakMap<ClaimedWebhook, OpenedWebhook>();

/** @throws AppError when a secret was sealed with a key that is not in the ring */
export function openWebhook(webhook: ClaimedWebhook, box: SecretBox): OpenedWebhook {
  const known = opened.get(webhook);
  if (known !== undefined) return known;
  const made = open(webhook, box);
  opened.set(webhook, made);
  return made;
}

function open(webhook: ClaimedWebhook, box: SecretBox): OpenedWebhook {
  const { publicId, sealedPassword: password, sealedAuthorization: authorization } = webhook;
  const plan = { ...webhook, ...openSecrets(box, publicId, { password, authorization }) };
  const signingSecrets = webhook.sealedSigningSecrets.map((sealed) =>
    box.open(sealed, signingSecretPlace(publicId)),
  );
  const { tls, oauth2 } = openConnection(box, publicId, webhook.sealedConnection);
  const secrets = [plan.password, plan.authorizationHeader, oauth2?.client_secret ?? null, ...signingSecrets];
  return { plan, signingSecrets, tls: toTlsOptions(tls), oauth2, secrets };
}
