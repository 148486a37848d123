import { type Cidr, cidrContains, parseAddress } from "../platform/http-client/index.ts";

/** Whether a peer is a proxy whose `X-Forwarded-For` is believed; without any, nobody is. */
export function createProxyTrust(trusted: readonly Cidr[]): (peer: string) => boolean {
  return (peer) => {
    // On a socket for both families an IPv4 peer is told in this form.
    const address = parseAddress(peer.replace(/^::ffff:(?=[\d.]+$)/i, ""));
    return address !== undefined && trusted.some((block) => cidrContains(block, address));
  };
}
