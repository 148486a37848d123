import type { SecretBox } from "../../platform/crypto/secret-box.ts";
import type { WebhookSecrets } from "./model.ts";
import type { SealedSecrets } from "./webhook-store.ts";

/** A secret sealed for one column of one webhook opens nowhere else. */
export function secretPlace(publicId: string, name: "password" | "authorization"): string {
  return `webhook ${publicId} ${name}`;
}

export function signingSecretPlace(publicId: string): string {
  return `webhook ${publicId} signing`;
}

/** An empty text is no secret. */
export function sealSecrets(box: SecretBox, publicId: string, secrets: WebhookSecrets): SealedSecrets {
  const { password, authorizationHeader } = secrets;
  return {
    ...(password === undefined
      ? {}
      : { sealed_password: password ? box.seal(password, secretPlace(publicId, "password")) : null }),
    ...(authorizationHeader === undefined
      ? {}
      : {
          sealed_authorization: authorizationHeader
            ? box.seal(authorizationHeader, secretPlace(publicId, "authorization"))
            : null,
        }),
  };
}

export interface OpenedSecrets {
  password: string | null;
  authorizationHeader: string | null;
}

/** @throws AppError when they were sealed with a key that is not in the ring */
export function openSecrets(
  box: SecretBox,
  publicId: string,
  sealed: { password: Buffer | null; authorization: Buffer | null },
): OpenedSecrets {
  return {
    password: sealed.password && box.open(sealed.password, secretPlace(publicId, "password")),
    authorizationHeader:
      sealed.authorization && box.open(sealed.authorization, secretPlace(publicId, "authorization")),
  };
}
