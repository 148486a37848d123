import { expect, test } from "vitest";
import { newStandardSecret, refuseStandardSecret, signStandard, standardPublicKey } from "./standard-keys.ts";

/** The reference vectors of the specification. */
const told = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: "1614265330", text: '{"test": 2432232314}' };
const shared = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const pair = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

test("signatures of both versions are those of the specification, one for each secret in use", () => {
  expect(signStandard([shared, pair], told)).toBe(
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
  );
});

test("the public half of a private key is told, with or without it in the key; a shared secret has none", () => {
  const seedOnly = `whsk_${Buffer.from(pair.slice(5), "base64").subarray(0, 32).toString("base64")}`;
  const publicKey = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
  expect([standardPublicKey(pair), standardPublicKey(seedOnly)]).toEqual([publicKey, publicKey]);
  expect(signStandard([seedOnly], told)).toBe(signStandard([pair], told));
  expect(standardPublicKey(shared)).toBeNull();
});

test("secrets made here are accepted, and what is none is refused", () => {
  for (const version of ["v1", "v1a"] as const) {
    expect(refuseStandardSecret(newStandardSecret(version))).toBeUndefined();
  }
  const mismatched = `whsk_${Buffer.alloc(64, 7).toString("base64")}`;
  for (const bad of ["", "whsec_", "whsec_?", "whsec_AAAA", "whsk_AAAA", mismatched, "whpk_AAAA", "secret"]) {
    expect(refuseStandardSecret(bad)).toBeTypeOf("string");
  }
});
