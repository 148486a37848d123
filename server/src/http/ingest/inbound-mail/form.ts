import type { IncomingHttpHeaders } from "node:http";
import { Busboy } from "@fastify/busboy";
import { mediaTypeOf } from "../../../core/intake/index.ts";

/** A form as mail providers post it. */
export interface MailForm {
  /** Undefined when there is no such field; of a repeated one the last. Bytes that are no UTF-8 are replaced. */
  text(name: string, charset?: string): string | undefined;
  fields: ReadonlyMap<string, Buffer>;
  /** Names of the files in it. */
  files: readonly string[];
}

const maxParts = 1_000;

/** Reads a form, without the content of its files; undefined when the body is none. */
export async function readForm(headers: IncomingHttpHeaders, body: Buffer): Promise<MailForm | undefined> {
  const contentType = headers["content-type"] ?? "";
  switch (mediaTypeOf(contentType)) {
    case "application/x-www-form-urlencoded":
      return form(urlEncoded(body), []);
    case "multipart/form-data":
      return multipart(contentType, body);
    default:
      return undefined;
  }
}

function urlEncoded(body: Buffer): Map<string, Buffer> {
  const fields = [...new URLSearchParams(body.toString("utf8"))];
  return new Map(fields.map(([name, value]) => [name, Buffer.from(value)]));
}

/** Every part comes as a stream, for the charset of a field may stand in another field. */
async function multipart(contentType: string, body: Buffer): Promise<MailForm | undefined> {
  const fields = new Map<string, Buffer>();
  const files: string[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const limits = { parts: maxParts, files: maxParts };
      const parser = new Busboy({
        headers: { "content-type": contentType },
        limits,
        isPartAFile: () => true,
      });
      parser.on("file", (name, stream, fileName) => {
        if (fileName) files.push(fileName);
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => fileName || chunks.push(chunk));
        stream.on("end", () => fileName || fields.set(name, Buffer.concat(chunks)));
        stream.on("error", reject);
      });
      parser.on("finish", resolve);
      parser.on("error", reject);
      parser.end(body);
    });
  } catch {
    return undefined;
  }
  return form(fields, files);
}

function form(fields: ReadonlyMap<string, Buffer>, files: readonly string[]): MailForm {
  return { text: (name, charset) => decode(fields.get(name), charset), fields, files };
}

function decode(bytes: Buffer | undefined, charset = "utf-8"): string | undefined {
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
}
