import type { HeaderOption } from "../../core/integrations/options.ts";
import type { SignatureScheme } from "../../core/integrations/signatures.ts";

const signatureHeader: HeaderOption = {
  kind: "header",
  name: "signature_header",
  default: "x-grafana-alerting-signature",
  help: "Where the signature stands: the contact point's **Header**.",
};
const timestampHeader: HeaderOption = {
  kind: "header",
  name: "timestamp_header",
  default: "x-grafana-alerting-timestamp",
  help: "Where the signed time stands, when the contact point has a **Timestamp Header**. A request is then good for five minutes.",
};

/** What may be named otherwise in a contact point. */
export const grafanaSignatureOptions = [signatureHeader, timestampHeader] as const;

/** The HMAC signature of Grafana's webhook contact points. */
export const grafanaSignature: SignatureScheme = {
  kind: "hmac",
  header: signatureHeader.default,
  algorithm: "sha256",
  encoding: "hex",
  timestampHeader: timestampHeader.default,
  named: { header: signatureHeader.name, timestampHeader: timestampHeader.name },
};
