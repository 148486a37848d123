export type Kind =
  | "bool"
  | "int"
  | "uint"
  | "float"
  | "complex"
  | "string"
  | "slice"
  | "map"
  | "struct"
  | "pointer"
  | "interface";

/** A struct's field, with its name in JSON (`undefined` hides it) and whether an empty value is left out there. */
export interface Field {
  readonly name: string;
  readonly type: GoType;
  readonly json?: string | undefined;
  readonly omitEmpty?: boolean;
}

/** What a function or method takes and gives. */
export interface Signature {
  readonly params: readonly GoType[];
  readonly variadic?: GoType;
  readonly result: GoType;
}

/** What a function may use of the render it is called from. */
export interface CallContext {
  /** Pays for work; throws LimitReached when the budget of the render is used up. */
  charge(units: number): void;
  /** Throws LimitReached when a text may not become this long. */
  limitText(length: number): void;
  /** Pays for a text of this length before it is built. */
  chargeText(length: number): void;
  /** The time of the render, in nanoseconds since 1970. */
  readonly now: bigint;
  /** Renders a template of the set or a text, as `tmpl.Exec` and `tmpl.Inline` do. */
  readonly templates: TemplateCalls;
}

/** Templates called by functions instead of by `{{template}}`. */
export interface TemplateCalls {
  exec(name: string, data: Value): string;
  inline(text: string, data: Value): string;
}

/** A function of a template. `call` gets arguments already checked against the signature. */
export interface GoFunction extends Signature {
  readonly call: (args: readonly Value[], context: CallContext) => Value;
}

/** A method of a type. */
export interface Method extends Signature {
  readonly call: (receiver: Value, args: readonly Value[], context: CallContext) => Value;
}

/** A Go type, as far as templates can tell types apart. Types are compared by identity. */
export interface GoType {
  readonly kind: Kind;
  /** As `%T` prints it. */
  readonly name: string;
  readonly elem?: GoType;
  readonly key?: GoType;
  readonly fields?: readonly Field[];
  readonly methods?: ReadonlyMap<string, Method>;
  /** The type's `String` method. */
  readonly text?: (value: Value) => string;
  /** The type's `GoString` method. */
  readonly goText?: (value: Value) => string;
  /** Bytes that are JSON already. */
  readonly isRawJson?: boolean;
  /** Width of integers; 64 when absent. */
  readonly bits?: number;
  /** Builds the zero value of struct types that are not plain structs. */
  readonly zero?: () => Value;
}

export const complexType: GoType = { kind: "complex", name: "complex128" };

/**
 * A Go value. `undefined` is no value at all, `null` the nil interface; string, boolean and number (float64) and
 * bigint (int) stand for themselves; everything else carries its type.
 */
export type Value =
  | undefined
  | null
  | string
  | boolean
  | number
  | bigint
  | Complex
  | Integer
  | NamedText
  | List
  | Dictionary
  | Struct
  | Pointer;

/** complex128. */
export class Complex {
  readonly type = complexType;
  readonly re: number;
  readonly im: number;

  constructor(re: number, im: number) {
    this.re = re;
    this.im = im;
  }
}

/** An integer of a type other than int. */
export class Integer {
  readonly type: GoType;
  readonly value: bigint;

  constructor(type: GoType, value: bigint) {
    this.type = type;
    this.value = value;
  }
}

/** A text of a type other than string. */
export class NamedText {
  readonly type: GoType;
  readonly text: string;

  constructor(type: GoType, text: string) {
    this.type = type;
    this.text = text;
  }
}

/** A slice. Never changed after it was made. */
export class List {
  readonly type: GoType;
  readonly items: readonly Value[];
  readonly isNil: boolean;

  constructor(type: GoType, items: readonly Value[], isNil = false) {
    this.type = type;
    this.items = items;
    this.isNil = isNil;
  }
}

/** A map. Never changed after it was made. */
export class Dictionary {
  readonly type: GoType;
  readonly entries: ReadonlyMap<Value, Value>;
  readonly isNil: boolean;
  /** Keys in Go's printing order, once someone needed them. */
  sortedKeys: readonly Value[] | undefined;

  constructor(type: GoType, entries: ReadonlyMap<Value, Value>, isNil = false) {
    this.type = type;
    this.entries = entries;
    this.isNil = isNil;
  }
}

/** A struct: values in the order of its type's fields. Types with an inside of their own extend it. */
export class Struct {
  readonly type: GoType;
  readonly fields: readonly Value[];

  constructor(type: GoType, fields: readonly Value[]) {
    this.type = type;
    this.fields = fields;
  }
}

/** A pointer; nil without target. */
export class Pointer {
  readonly type: GoType;
  readonly target: Value;
  readonly isNil: boolean;

  constructor(type: GoType, target: Value, isNil = false) {
    this.type = type;
    this.target = target;
    this.isNil = isNil;
  }
}
