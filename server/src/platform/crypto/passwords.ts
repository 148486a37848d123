import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { AppError } from "../errors.ts";

/** OWASP's first choice for argon2id where 19 MiB a sign-in are affordable. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;
const saltLength = 16;

/** Each takes memory and a thread, so few run at once and few more may wait. */
const mostAtOnce = 2;
const mostWaiting = 32;

const waiting: (() => void)[] = [];
let running = 0;

/** The password as argon2id in PHC form; the salt is new each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength);
  const { memory, passes, parallelism } = cost;
  const tag = await derive(password, { salt, memory, passes, parallelism, tagLength });
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Whether it is the password. Without a hash the same work is done for nothing, so that time tells no user names. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const stored = hash === null ? undefined : parse(hash);
  if (!stored) {
    await hashPassword(password);
    return false;
  }
  const { tag, ...choices } = stored;
  return timingSafeEqual(await derive(password, { ...choices, tagLength: tag.length }), tag);
}

interface Choices {
  salt: Buffer;
  memory: number;
  passes: number;
  parallelism: number;
  tagLength: number;
}

const phcForm = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function parse(hash: string): (Omit<Choices, "tagLength"> & { tag: Buffer }) | undefined {
  const [, memory, passes, parallelism, salt, tag] = phcForm.exec(hash) ?? [];
  if (salt === undefined || tag === undefined) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}

async function derive(password: string, { salt, ...choices }: Choices): Promise<Buffer> {
  await takePlace();
  try {
    // The same letters typed on another keyboard may come in another normal form.
    const message = password.normalize("NFKC");
    return await new Promise<Buffer>((resolve, reject) =>
      argon2("argon2id", { message, nonce: salt, ...choices }, (error, tag) =>
        error ? reject(error) : resolve(tag),
      ),
    );
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function takePlace(): Promise<void> {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting) {
      throw new AppError("unavailable", "Too many people are signing in at this moment. Try again.");
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
}
