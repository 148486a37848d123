/** What stands for its name in braces in a module's `connect`, for example `{url}`. */
export interface ConnectValues {
  url: string;
  /** Address of the server, without a slash at the end. */
  base: string;
  id: string;
  token: string;
  /** The token in the form of PagerDuty's keys. */
  routing_key: string;
  mail: string;
}

/** How to connect a tool, with the addresses and keys of one integration. Other braces stay: vendors use them too. */
export function fillConnect(text: string, values: ConnectValues): string {
  const known = new Map(Object.entries(values));
  return text.replaceAll(/\{([a-z_]+)\}/g, (placeholder, name: string) => known.get(name) ?? placeholder);
}
