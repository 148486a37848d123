import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

describe("settings", () => {
  it("have defaults for everything", () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      host: "127.0.0.1",
      port: 8080,
      dataDir: "./data",
      bodyLimitBytes: 1_048_576,
    });
  });

  it("name every bad value at once, with what each is for", () => {
    expect(() => readConfig({ TOCSIN_PORT: "http", TOCSIN_PUBLIC_URL: "example.com" })).toThrow(
      /TOCSIN_PUBLIC_URL: must start with http[\s\S]*TOCSIN_PORT|TOCSIN_PORT: must be a number[\s\S]*TOCSIN_PUBLIC_URL/,
    );
  });

  it("refuse an unknown name and suggest the nearest", () => {
    expect(() => readConfig({ TOCSIN_DATABASE: "postgres://x/y" })).toThrow(
      "TOCSIN_DATABASE: no such setting; did you mean TOCSIN_DATABASE_URL?",
    );
  });

  it("refuse a port beyond 65535", () => {
    expect(() => readConfig({ TOCSIN_PORT: "70000" })).toThrow(/TOCSIN_PORT/);
  });

  it("name the bad entry of a list of networks", () => {
    expect(() => readConfig({ TOCSIN_ALLOW_PRIVATE_NETWORKS: "10.0.0.0/8,banana" })).toThrow(/banana/);
  });

  it("read the proxies in front, and name a bad one", () => {
    expect(readConfig({}).trustedProxies).toEqual([]);
    expect(readConfig({ TOCSIN_TRUST_PROXY: "10.0.0.1, fd00::/8" }).trustedProxies).toHaveLength(2);
    expect(() => readConfig({ TOCSIN_TRUST_PROXY: "nginx" })).toThrow(/TOCSIN_TRUST_PROXY.*nginx/);
  });

  it("drop the slash at the end of the public URL", () => {
    expect(readConfig({ TOCSIN_PUBLIC_URL: "https://oncall.example.com/" }).publicUrl).toBe(
      "https://oncall.example.com",
    );
  });

  it("treat an empty variable as unset", () => {
    expect(readConfig({ TOCSIN_PORT: "", TOCSIN_DATABASE_URL: "" })).toMatchObject({
      port: 8080,
      databaseUrl: undefined,
    });
  });

  it("read where to listen for mail, and refuse halves that need each other", () => {
    expect(readConfig({}).inboundMail).toMatchObject({ listen: undefined, webhook: { providers: [] } });
    for (const [text, listen] of [
      ["0.0.0.0:25", { host: "0.0.0.0", port: 25 }],
      [":2525", { host: "0.0.0.0", port: 2525 }],
      ["[::1]:0", { host: "::1", port: 0 }],
      ["mail.example.com:25", { host: "mail.example.com", port: 25 }],
    ] as const) {
      expect(readConfig({ TOCSIN_SMTP_LISTEN: text }).inboundMail.listen).toEqual(listen);
    }
    for (const text of ["25", "::1:25", "host:port", "a:99999"])
      expect(() => readConfig({ TOCSIN_SMTP_LISTEN: text })).toThrow(/TOCSIN_SMTP_LISTEN/);
    expect(() => readConfig({ TOCSIN_SMTP_TLS_CERT: "cert.pem" })).toThrow(/TOCSIN_SMTP_TLS_KEY/);
    expect(() => readConfig({ TOCSIN_INBOUND_MAIL_ESP: "mailgun,pigeon" })).toThrow(/pigeon/);
    expect(() => readConfig({ TOCSIN_INBOUND_MAIL_ESP: "mailgun" })).toThrow(/TOCSIN_INBOUND_MAIL_SECRET/);
    expect(() => readConfig({ TOCSIN_INBOUND_MAIL_ESP: "amazon_ses_validated" })).toThrow(/SNS_TOPIC/);
    expect(readConfig({ TOCSIN_INBOUND_MAIL_ESP: "amazon_ses" }).inboundMail.webhook.providers).toEqual([
      "amazon_ses",
    ]);
  });

  it("read a mail server, its credentials decoded, and who is told", () => {
    const mail = {
      TOCSIN_MAIL_FROM: "Tocsin <oncall@example.com>",
      TOCSIN_OPERATOR_MAIL: "a@x.org, b@x.org",
    };
    const read = (url: string) => readConfig({ ...mail, TOCSIN_SMTP_URL: url }).operatorMail;
    expect(read("smtps://u%40x:p%2Fw@mail.example.com")).toEqual({
      server: {
        ...{ host: "mail.example.com", port: 465, isSecure: true },
        credentials: { user: "u@x", password: "p/w" },
      },
      from: "Tocsin <oncall@example.com>",
      to: ["a@x.org", "b@x.org"],
    });
    expect(read("smtp://[::1]:2525")?.server).toMatchObject({ host: "::1", port: 2525, isSecure: false });
    expect(readConfig({}).operatorMail).toBeUndefined();
  });

  it.each([
    [{ TOCSIN_SMTP_URL: "http://mail.example.com" }, /TOCSIN_SMTP_URL: must be smtp:/],
    [{ TOCSIN_SMTP_URL: "mail.example.com:25" }, /TOCSIN_SMTP_URL: must be smtp:/],
    [{ TOCSIN_SMTP_URL: "smtp://u@mail.example.com" }, /needs user and password/],
    [{ TOCSIN_SMTP_URL: "smtp://u:top%secret@mail.example.com" }, /must be written %25/],
    [{ TOCSIN_SMTP_URL: "smtp://mail.example.com?tls=no" }, /must end after host and port/],
    [{ TOCSIN_SMTP_URL: "smtp://mail.example.com", TOCSIN_MAIL_FROM: "a@x.org" }, /set all of them or none/],
    [{ TOCSIN_OPERATOR_MAIL: "a@x.org" }, /set all of them or none/],
    [{ TOCSIN_OPERATOR_MAIL: "a@x.org, nobody" }, /TOCSIN_OPERATOR_MAIL: "nobody" is no mail address/],
    [
      { TOCSIN_MAIL_FROM: "Tocsin <oncall@example.com>\nBcc: x@y.org" },
      /TOCSIN_MAIL_FROM: must be an address/,
    ],
  ])("refuse %o, without telling the password", (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
    expect(() => readConfig(environment)).not.toThrow(/top%secret/);
  });
});
