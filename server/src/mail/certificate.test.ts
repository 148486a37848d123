import { createPrivateKey, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { expect, it } from "vitest";
import { makeCertificate } from "./certificate.ts";

it("a certificate made at start is well formed, signed by its own key and in force for its name", () => {
  const now = new Date("2026-05-01T10:00:00Z");
  const { key, cert } = makeCertificate("alerts.example.com", now);
  const certificate = new X509Certificate(cert);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(certificate.checkHost("alerts.example.com")).toBe("alerts.example.com");
  expect(new Date(certificate.validFrom)).toEqual(now);
  expect(new Date(certificate.validTo)).toEqual(new Date("2031-05-01T10:00:00Z"));
  expect(() => createSecureContext({ key, cert })).not.toThrow();
});

it("a certificate that ends after 2049 says so with four digits", () => {
  const { cert } = makeCertificate("a".repeat(200), new Date("2048-02-29T23:59:59Z"));
  expect(new Date(new X509Certificate(cert).validTo)).toEqual(new Date("2053-03-01T23:59:59Z"));
});
