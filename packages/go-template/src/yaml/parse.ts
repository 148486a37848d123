import { FunctionError } from "../errors.ts";
import type { CallContext, Value } from "../values/model.ts";
import { listOf } from "../values/values.ts";
import { MappingBuilder } from "./mapping.ts";
import { Reader, YamlError } from "./reader.ts";
import { resolvePlain, resolveTagged } from "./resolve.ts";
import { endsKey, readBlockScalar, readFold, readPlainLine, readQuoted } from "./scalars.ts";

/**
 * The first document of a YAML text as Go's yaml.v3 decodes it into `any`: whole numbers are int, dates are times,
 * JSON is YAML. Throws FunctionError.
 */
export function parseYaml(text: string, context: CallContext): Value {
  context.charge(10 + (text.length >> 1));
  const reader = new Reader(text, context);
  try {
    return parseDocument(reader);
  } catch (error) {
    if (error instanceof YamlError)
      throw new FunctionError(`unable to unmarshal object ${text}: ${error.message}`);
    throw error;
  }
}

function parseDocument(reader: Reader): Value {
  if (reader.peek() === "\ufeff") reader.position++;
  reader.skipToContent();
  while (reader.peek() === "%" && reader.column === 0) {
    checkDirective(reader);
    readPlainLine(reader, false);
    reader.skipToContent();
  }
  if (isMarker(reader, "---")) reader.position += 3;
  reader.skipSpaces();
  if (isMarker(reader, "...")) reader.fail("did not find expected node content");
  const value = parseBlock(reader, -1);
  checkRest(reader);
  return value;
}

/** Only the first node is read; what follows must at least be something YAML can begin with. */
function checkRest(reader: Reader): void {
  reader.skipToContent();
  if (reader.peek() === ":" && reader.column > 0)
    reader.failScan("mapping values are not allowed in this context");
  if (reader.isAtEnd || isMarker(reader, "---") || isMarker(reader, "...")) return;
  if (reader.column > 0 && "@`%*&".includes(reader.peek()))
    reader.failScan("found character that cannot start any token");
  if (reader.column === 0) reader.fail("did not find expected <document start>");
}

function checkDirective(reader: Reader): void {
  const directive = reader.text.slice(reader.position, reader.position + 80);
  if (!/^%(YAML|TAG)\s/.test(directive)) reader.failScan("found unknown directive name");
  if (/^%YAML/.test(directive) && !/^%YAML\s+1\.1\s/.test(directive)) {
    reader.failScan("found incompatible YAML document");
  }
}

function isMarker(reader: Reader, marker: string): boolean {
  return reader.column === 0 && reader.text.startsWith(marker, reader.position) && reader.isBlank(3);
}

/** What stands before a node: an anchor to remember it by, a tag to read it by. */
interface Properties {
  anchor: string | undefined;
  tag: string | undefined;
}

/** The node that starts at or after here and is indented more than its parent. */
function parseBlock(reader: Reader, parentIndent: number): Value {
  return reader.nested(() => {
    const properties: Properties = { anchor: undefined, tag: undefined };
    reader.skipToContent();
    rejectTabs(reader);
    const keyIndent = reader.column;
    readProperties(reader, properties);
    if (reader.isLineDone()) reader.skipToContent();
    const value = parseBlockContent(reader, parentIndent, { properties, keyIndent });
    if (properties.anchor !== undefined) reader.anchors.set(properties.anchor, value);
    return value;
  });
}

/** Tabs do not indent blocks. */
function rejectTabs(reader: Reader): void {
  const indentation = reader.text.slice(reader.position - reader.column, reader.position);
  if (indentation.includes("\t") && indentation.trim() === "") {
    reader.failScan("found character that cannot start any token");
  }
}

interface BlockStart {
  readonly properties: Properties;
  readonly keyIndent: number;
}

function parseBlockContent(reader: Reader, parentIndent: number, start: BlockStart): Value {
  const { tag } = start.properties;
  if (reader.isAtEnd || reader.column <= parentIndent || isMarker(reader, "---") || isMarker(reader, "...")) {
    return tag === "!!str" ? "" : null;
  }
  const character = reader.peek();
  if (character === "-" && reader.isBlank(1)) return parseSequence(reader, reader.column);
  if (character === "|" || character === ">") return readBlockScalar(reader, parentIndent);
  if (character === "?" && reader.isBlank(1)) return parseMapping(reader, reader.column);
  const line = reader.position;
  const indent = Math.min(start.keyIndent, reader.column);
  const isKey = isMappingKey(reader);
  reader.position = line;
  if (isKey) return parseMapping(reader, indent);
  const value = parseFlowOrScalar(reader, parentIndent, tag);
  reader.skipSpaces();
  if (parentIndent >= 0 && !reader.isLineDone()) reader.fail("did not find expected key");
  return value;
}

/** Whether a key and its colon are on this line; moves the reader. */
function isMappingKey(reader: Reader): boolean {
  const character = reader.peek();
  const start = reader.position;
  if (character === '"' || character === "'") readQuoted(reader);
  else if (character === "*") readName(reader);
  else if (character === "[" || character === "{") return false;
  else readPlainLine(reader, false);
  const isOneLine = !reader.text.slice(start, reader.position).includes("\n");
  while (reader.peek() === " " || reader.peek() === "\t") reader.position++;
  return isOneLine && reader.peek() === ":" && endsKey(reader, false);
}

function parseSequence(reader: Reader, indent: number): Value {
  const items: Value[] = [];
  while (!reader.isAtEnd && reader.column === indent && reader.peek() === "-" && reader.isBlank(1)) {
    reader.position++;
    items.push(parseBlock(reader, indent));
    reader.skipToContent();
  }
  if (!reader.isAtEnd && reader.column > indent) reader.fail("did not find expected '-' indicator");
  return listOf(items);
}

function parseMapping(reader: Reader, indent: number): Value {
  const builder = new MappingBuilder(reader);
  for (let isFirst = true; isFirst || (!reader.isAtEnd && reader.column === indent); isFirst = false) {
    if (isMarker(reader, "---") || isMarker(reader, "...")) break;
    const { key, isMerge } = parseKey(reader, indent);
    builder.add(key, parseMappingValue(reader, indent), isMerge);
    reader.skipToContent();
  }
  if (!reader.isAtEnd && reader.column > indent) reader.fail("did not find expected key");
  return builder.build();
}

function parseKey(reader: Reader, indent: number): { key: Value; isMerge: boolean } {
  if (reader.peek() === "?" && reader.isBlank(1)) {
    reader.position++;
    const key = parseBlock(reader, indent);
    reader.skipToContent();
    if (reader.peek() === ":" && reader.column === indent) reader.position++;
    return { key, isMerge: false };
  }
  const properties: Properties = { anchor: undefined, tag: undefined };
  readProperties(reader, properties);
  const isMerge =
    reader.text.startsWith("<<", reader.position) &&
    /^<<\s*:/.test(reader.text.slice(reader.position, reader.position + 8));
  const key = parseScalar(reader, properties.tag, false);
  if (properties.anchor !== undefined) reader.anchors.set(properties.anchor, key);
  reader.skipSpaces();
  if (reader.peek() !== ":" || !endsKey(reader, false)) reader.failScan("could not find expected ':'");
  reader.position++;
  return { key, isMerge };
}

/** A value may be a sequence at the key's own indent. */
function parseMappingValue(reader: Reader, indent: number): Value {
  reader.skipSpaces();
  const isOnKeyLine = !reader.isLineDone();
  if (isOnKeyLine && reader.peek() === "-" && reader.isBlank(1)) {
    reader.failScan("block sequence entries are not allowed in this context");
  }
  if (isOnKeyLine) return parseInline(reader, indent);
  reader.skipToContent();
  const isSequence = reader.column === indent && reader.peek() === "-" && reader.isBlank(1);
  return isSequence ? parseSequence(reader, indent) : parseBlock(reader, indent);
}

/** A value on the line of its key: no further key may follow there. */
function parseInline(reader: Reader, indent: number): Value {
  const start = reader.position;
  const isPlain = !"[{|>&!?".includes(reader.peek());
  if (isPlain && isMappingKey(reader)) reader.failScan("mapping values are not allowed in this context");
  reader.position = start;
  return parseBlock(reader, indent);
}

function readProperties(reader: Reader, properties: Properties): void {
  for (;;) {
    if (reader.peek() === "&") properties.anchor = readName(reader);
    else if (reader.peek() === "!") properties.tag = `!${readName(reader)}`;
    else return;
    reader.skipSpaces();
  }
}

/** The name after `&` or `*`, or the rest of a tag after `!`. */
function readName(reader: Reader): string {
  const isTag = reader.peek() === "!";
  reader.position++;
  const start = reader.position;
  while (
    isTag ? !reader.isBlank() && !",[]{}".includes(reader.peek()) : /[0-9A-Za-z_-]/.test(reader.peek())
  ) {
    reader.position++;
  }
  const isEnded = reader.isBlank() || "?:,]}%@`".includes(reader.peek());
  if (!isTag && (reader.position === start || !isEnded)) {
    reader.failScan("did not find expected alphabetic or numeric character");
  }
  return reader.text.slice(start, reader.position);
}

/** A flow collection or a scalar, which may go on over several more indented lines. */
function parseFlowOrScalar(reader: Reader, parentIndent: number, tag: string | undefined): Value {
  const character = reader.peek();
  if ("[{\"'*".includes(character)) return parseFlow(reader, tag);
  checkPlainStart(reader, false);
  let text = readPlainLine(reader, false);
  for (let more = readContinuation(reader, parentIndent); more !== undefined; ) {
    text += more;
    more = readContinuation(reader, parentIndent);
  }
  return tag === undefined ? resolvePlain(text) : resolveTagged(tag, text);
}

/** The next line of a plain scalar with the fold before it; undefined, and nothing read, when it has ended. */
function readContinuation(reader: Reader, parentIndent: number): string | undefined {
  const end = reader.position;
  reader.skipSpaces();
  if (reader.position > end && reader.text.slice(end, reader.position).includes("#")) return undefined;
  if (!reader.isLineDone() || reader.isAtEnd) return undefined;
  const fold = readFold(reader);
  const start = reader.position;
  const isMarked = isMarker(reader, "---") || isMarker(reader, "...");
  if (reader.isAtEnd || reader.column <= parentIndent || reader.peek() === "#" || isMarked) {
    reader.position = end;
    return undefined;
  }
  if (isMappingKey(reader)) reader.failScan("mapping values are not allowed in this context");
  reader.position = start;
  return fold + readPlainLine(reader, false);
}

/** A node inside brackets. */
function parseFlow(reader: Reader, tag?: string): Value {
  return reader.nested(() => {
    const properties: Properties = { anchor: undefined, tag };
    readProperties(reader, properties);
    reader.skipToContent();
    const character = reader.peek();
    let value: Value;
    if (character === "[") value = parseFlowSequence(reader);
    else if (character === "{") value = parseFlowMapping(reader);
    else value = parseScalar(reader, properties.tag, true);
    if (properties.anchor !== undefined) reader.anchors.set(properties.anchor, value);
    return value;
  });
}

function parseFlowSequence(reader: Reader): Value {
  const items: Value[] = [];
  reader.position++;
  for (;;) {
    reader.skipToContent();
    if (reader.peek() === "]") break;
    const item = parseFlow(reader);
    reader.skipToContent();
    items.push(reader.peek() === ":" ? parsePairInSequence(reader, item) : item);
    reader.skipToContent();
    if (reader.peek() === ",") reader.position++;
    else if (reader.peek() !== "]") reader.fail("did not find expected ',' or ']'");
  }
  reader.position++;
  return listOf(items);
}

/** `[a: 1]` holds a mapping of one entry. */
function parsePairInSequence(reader: Reader, key: Value): Value {
  const builder = new MappingBuilder(reader);
  builder.add(key, parseFlowValue(reader), false);
  return builder.build();
}

function parseFlowMapping(reader: Reader): Value {
  const builder = new MappingBuilder(reader);
  reader.position++;
  for (;;) {
    reader.skipToContent();
    if (reader.peek() === "}") break;
    const isMerge = reader.text.startsWith("<<:", reader.position);
    if (reader.peek() === "?" && reader.isBlank(1)) reader.position++;
    const key = parseFlow(reader);
    reader.skipToContent();
    builder.add(key, reader.peek() === ":" ? parseFlowValue(reader) : null, isMerge);
    reader.skipToContent();
    if (reader.peek() === ",") reader.position++;
    else if (reader.peek() !== "}") reader.fail("did not find expected ',' or '}'");
  }
  reader.position++;
  return builder.build();
}

/** The value after a colon; nothing there is null. */
function parseFlowValue(reader: Reader): Value {
  reader.position++;
  reader.skipToContent();
  if (reader.peek() === "," || reader.peek() === "}" || reader.peek() === "]") return null;
  return parseFlow(reader);
}

function parseScalar(reader: Reader, tag: string | undefined, isFlow: boolean): Value {
  const character = reader.peek();
  if (character === '"' || character === "'") {
    const text = readQuoted(reader);
    return tag === undefined ? text : resolveTagged(tag, text);
  }
  if (character === "*") {
    const name = readName(reader);
    const value = reader.anchors.get(name);
    if (value === undefined) throw new YamlError(`unknown anchor '${name}' referenced`);
    return value;
  }
  checkPlainStart(reader, isFlow);
  let text = readPlainLine(reader, isFlow);
  while (isFlow && reader.isLineDone() && !reader.isAtEnd) {
    const fold = readFold(reader);
    if (reader.isAtEnd || ",[]{}:#".includes(reader.peek())) break;
    text += fold + readPlainLine(reader, isFlow);
  }
  return tag === undefined ? resolvePlain(text) : resolveTagged(tag, text);
}

/** Characters that cannot start a plain scalar. */
function checkPlainStart(reader: Reader, isFlow: boolean): void {
  const character = reader.peek();
  if (character === "" || (isFlow && ",]}:".includes(character)))
    reader.fail("did not find expected node content");
  const isIndicator = character === "-" || character === "?" || character === ":";
  if (isIndicator ? reader.isBlank(1) : ",[]{}#&*!|>'\"%@`".includes(character)) {
    reader.fail(
      isIndicator ? "did not find expected node content" : "found character that cannot start any token",
    );
  }
}
