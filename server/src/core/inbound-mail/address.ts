/** The address that mail for an integration is sent to. */
export function mailAddress(token: string, domain: string): string {
  return `${token}@${domain}`;
}

/** What a token may look like inside an address; anything else is no integration of ours. */
const tokenShape = /^[\x21-\x7e]{1,100}$/;

/** The token in an address of this domain. Domains know no case (RFC 5321, 2.4); tokens do. */
export function tokenInAddress(address: string, domain: string): string | undefined {
  const at = address.lastIndexOf("@");
  const token = address.slice(0, Math.max(at, 0));
  const host = address.slice(at + 1).replace(/\.$/, "");
  return host.toLowerCase() === domain.toLowerCase() && tokenShape.test(token) ? token : undefined;
}
