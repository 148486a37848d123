import { isSecretName, mask } from "./masking.ts";

/** Whether the field of this name holds a secret; its value as it is spelled in the text. */
export type IsSecretField = (name: string, value: string) => boolean;

/** The usual judgement for bodies of unknown shape. A number opens nothing, and many counters are called tokens. */
export const isSecretByName: IsSecretField = (name, value) => isSecretName(name) && !/^[-+.\w]/.test(value);

/** A form or JSON, whole or cut anywhere: everything stays as it was spelled but the values of secret fields. */
export function maskBody(contentType: string, body: string, isSecret: IsSecretField): string {
  return contentType.toLowerCase().includes("x-www-form-urlencoded") && !/^\s*[{[]/.test(body)
    ? maskPairs(body, (name) => isSecret(name, '"'))
    : maskMembers(body, isSecret);
}

/** The pairs of a form or a query, spelled as they came. */
const pairs = /([^&=?#]+)=([^&#]*)/g;

export function maskPairs(text: string, isSecret: (name: string) => boolean): string {
  return text.replace(pairs, (pair, name: string) => (isSecret(decodePair(name)) ? `${name}=${mask}` : pair));
}

function decodePair(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/**
 * Text by text, so that a match never begins inside of one; a name with a text or a number as its value is matched as a
 * whole. What is not closed ends with the body: a match that failed there would be tried again from every quote.
 */
const members =
  /"([^"\\]*(?:\\(?:.|$)[^"\\]*)*)(?:"|$)(?:(\s*:\s*)("[^"\\]*(?:\\(?:.|$)[^"\\]*)*(?:"|$)|[-+.\w]+))?/gs;

function maskMembers(json: string, isSecret: IsSecretField): string {
  return json.replace(
    members,
    (member, name: string, colon: string | undefined, value: string | undefined) =>
      colon !== undefined && value !== undefined && isSecret(decodeName(name), value)
        ? `"${name}"${colon}"${mask}"`
        : member,
  );
}

/** A name may be spelled with escapes, which would hide it. */
function decodeName(name: string): string {
  if (!name.includes("\\")) return name;
  try {
    return String(JSON.parse(`"${name}"`));
  } catch {
    return name;
  }
}
