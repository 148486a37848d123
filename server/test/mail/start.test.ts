import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCertificate } from "../../src/mail/certificate.ts";
import { startTestApp } from "../support/test-app.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tocsin-mail-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a server that is to listen for mail", () => {
  it("shows the certificate it is given", async () => {
    const { key, cert } = makeCertificate("mail.example.com", new Date());
    const files = {
      TOCSIN_SMTP_TLS_CERT: join(folder, "cert.pem"),
      TOCSIN_SMTP_TLS_KEY: join(folder, "key.pem"),
    };
    await writeFile(files.TOCSIN_SMTP_TLS_CERT, cert);
    await writeFile(files.TOCSIN_SMTP_TLS_KEY, key);
    const app = await startTestApp({ TOCSIN_SMTP_LISTEN: "127.0.0.1:0", ...files });
    const transport = createTransport({
      host: "127.0.0.1",
      port: app.smtpPort ?? 0,
      requireTLS: true,
      tls: { ca: cert, servername: "mail.example.com" },
    });
    expect(await transport.verify()).toBe(true);
    transport.close();
    await app.stop();
  });

  it("does not start without the certificate's files, and says so", async () => {
    const missing = join(folder, "missing.pem");
    const settings = { TOCSIN_SMTP_TLS_CERT: missing, TOCSIN_SMTP_TLS_KEY: missing };
    await expect(startTestApp({ TOCSIN_SMTP_LISTEN: "127.0.0.1:0", ...settings })).rejects.toThrow(
      /certificate for mail.*missing\.pem/,
    );
  });

  it("does not start on a port that is taken, and says so", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await expect(startTestApp({ TOCSIN_SMTP_LISTEN: `127.0.0.1:${port}` })).rejects.toThrow(
      /TOCSIN_SMTP_LISTEN/,
    );
    await new Promise((resolve) => other.close(resolve));
  });
});
