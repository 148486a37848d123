/** What stands for a secret wherever one is stored or shown. */
export const mask = "****************";

/** Names of headers whose values open doors. */
const secretName =
  /authorization|cookie|token|secret|password|passwd|credential|signature|(?:api|access|private|routing|integration|service|genie)[-_]?key|x-auth/i;

/** Shorter secrets are not looked for in other texts: they would blank out words by chance. */
const shortestSearched = 6;

/** Whether a header, a parameter or a field of this name holds what opens doors. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** Whether a parameter of a URL holds what opens doors: there `key` alone is one. */
export function isSecretParameter(name: string): boolean {
  return isSecretName(name) || name.toLowerCase() === "key";
}

/** Headers as they may be stored and shown. */
export function maskHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecretName(name) ? mask : value]),
  );
}

/**
 * The values behind masked headers, to be kept out of whatever else is stored: receivers echo what they get. Longer ones
 * come first, since one may be part of another.
 */
export function secretValues(
  headers: Readonly<Record<string, string>>,
  others: readonly (string | null)[],
): string[] {
  const fromHeaders = Object.entries(headers)
    .filter(([name]) => isSecretName(name))
    .flatMap(([, value]) => [value, value.replace(/^\S+\s+/, "")]);
  const all = [...fromHeaders, ...others].filter((value) => value !== null);
  return [...new Set(all)]
    .filter((value) => value.length >= shortestSearched)
    .sort((one, other) => other.length - one.length);
}

export function maskText(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, mask), text);
}
