import { z } from "zod";

const ports = { "smtp:": 587, "smtps:": 465 } as const;

/** `smtp://` or `smtps://`, with user and password or neither. */
export const smtpUrl = z.string().transform((text, context) => {
  const read = readSmtpUrl(text);
  if (typeof read !== "string") return read;
  context.addIssue({ code: "custom", message: read });
  return z.NEVER;
});

/** What the URL says, or what is wrong with it; never the URL itself, which may hold a password. */
function readSmtpUrl(text: string) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== "smtp:" && url.protocol !== "smtps:") || url.hostname === "") {
    return "must be smtp://host:port or smtps://host:port";
  }
  if (!["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "") {
    return "must end after host and port";
  }
  if ((url.username === "") !== (url.password === "")) return "needs user and password, or neither";
  const credentials = decode(url);
  if (credentials === "unreadable") return "has a % in user or password that must be written %25";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? ports[url.protocol] : Number(url.port),
    isSecure: url.protocol === "smtps:",
    credentials,
  };
}

function decode({ username, password }: URL): { user: string; password: string } | undefined | "unreadable" {
  if (username === "") return undefined;
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch (error) {
    if (error instanceof URIError) return "unreadable";
    throw error;
  }
}

const address = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;

/** `oncall@example.com` or `Name <oncall@example.com>`. */
export const senderAddress = z
  .string()
  .max(320)
  .refine(
    (text) => address.test(text) || address.test(/^[^<>"\r\n]*<([^<>]+)>$/.exec(text)?.[1] ?? ""),
    "must be an address, like oncall@example.com or Tocsin <oncall@example.com>",
  );

const mostAddresses = 20;

/** Addresses separated by commas. */
export function parseAddressList(text: string): string[] {
  const entries = text.split(",").flatMap((entry) => entry.trim() || []);
  const bad = entries.find((entry) => !address.test(entry));
  if (bad !== undefined) throw new Error(`"${bad}" is no mail address`);
  if (entries.length > mostAddresses) throw new Error(`at most ${mostAddresses} addresses`);
  return entries;
}
