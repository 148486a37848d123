import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A key and a certificate for it, as PEM. */
export interface Credentials {
  key: string;
  cert: string;
}

const validYears = 5;

/**
 * Makes a key on P-256 and a certificate that it signs itself (X.509 v3, RFC 5280). Mail servers encrypt with whatever
 * certificate they are shown (RFC 7435): this keeps listeners out, and proves nothing about the name.
 */
export function makeCertificate(hostName: string, now: Date): Credentials {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + validYears);
  const name = sequence(set(sequence(objectId("550403"), tagged(0x0c, Buffer.from(hostName.slice(0, 64))))));
  const toBeSigned = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(time(now), time(end)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(
      0xa3,
      sequence(sequence(objectId("551d11"), tagged(0x04, sequence(tagged(0x82, Buffer.from(hostName)))))),
    ),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", toBeSigned, privateKey)]);
  const certificate = sequence(toBeSigned, ecdsaWithSha256, tagged(0x03, signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: pem(certificate),
  };
}

const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function set(...parts: Buffer[]): Buffer {
  return tagged(0x31, Buffer.concat(parts));
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, "hex"));
}

/** Two digits for the year before 2050, four from then on (RFC 5280, 4.1.2.5). */
function time(at: Date): Buffer {
  const digits = `${at.toISOString().replace(/[-:T]|\.\d+Z$/g, "")}Z`;
  return at.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits));
}

/** A value of DER behind its tag and length. */
function tagged(tag: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value]);
  if (length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, length]), value]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), value]);
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
