import { sprint } from "../format/print.ts";
import { quoteText } from "../format/quote.ts";
import { Dictionary, type Value } from "../values/model.ts";
import { anyMapType, mixedMapType } from "../values/types.ts";
import { type Reader, YamlError } from "./reader.ts";

const free = { charge: (): void => {}, limitText: (): void => {} };

/** Collects the entries of a mapping as Go's yaml.v3 does: no key twice, `<<` merges. */
export class MappingBuilder {
  private readonly entries = new Map<Value, Value>();
  private readonly positions = new Map<Value, number>();
  private readonly merged: Value[] = [];
  private readonly reader: Reader;

  constructor(reader: Reader) {
    this.reader = reader;
  }

  add(key: Value, value: Value, isMerge: boolean): void {
    if (isMerge) {
      this.merged.push(value);
      return;
    }
    if (this.entries.has(key)) throw this.duplicate(key);
    this.entries.set(key, value);
    this.positions.set(key, this.reader.position);
  }

  build(): Dictionary {
    for (const source of this.merged) this.merge(source);
    const hasOnlyTexts = [...this.entries.keys()].every((key) => typeof key === "string");
    return new Dictionary(hasOnlyTexts ? anyMapType : mixedMapType, this.entries);
  }

  /** Own entries win over merged ones. */
  private merge(source: Value): void {
    if (!(source instanceof Dictionary))
      throw new YamlError("map merge requires map or sequence of maps as the value");
    for (const [key, value] of source.entries) {
      if (!this.entries.has(key)) this.entries.set(key, value);
    }
  }

  private duplicate(key: Value): YamlError {
    const line = this.reader.line + 1;
    const first = this.reader.lineAt(this.positions.get(key) ?? 0) + 1;
    const shown = typeof key === "string" ? quoteText(key) : sprint(free, [key]);
    return new YamlError(
      `unmarshal errors:\n  line ${line}: mapping key ${shown} already defined at line ${first}`,
    );
  }
}
