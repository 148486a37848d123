import type { Config } from "./config.ts";
import { createSecretBox, keyFromText, type SecretBox } from "./platform/crypto/secret-box.ts";
import { readOrMakeSecretKey } from "./platform/secret-key.ts";

/** The keys of the settings, else the one of the data folder. */
export async function openSecretBox(config: Config): Promise<SecretBox> {
  const keys = config.secretKeys ?? [await readOrMakeSecretKey(config.dataDir)];
  return createSecretBox(keys.map(keyFromText));
}
