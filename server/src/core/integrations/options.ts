import { z } from "zod";

/** One of a few words. */
export interface ChoiceOption<Choice extends string = string> extends OptionText {
  kind: "choice";
  choices: readonly Choice[];
  default: Choice;
}

/** Yes or no. */
export interface SwitchOption extends OptionText {
  kind: "switch";
  default: boolean;
}

/** Any number of texts, for example patterns of branches. */
export interface ListOption extends OptionText {
  kind: "list";
  default: readonly string[];
}

/** The name of an HTTP header. */
export interface HeaderOption extends OptionText {
  kind: "header";
  default: string;
}

interface OptionText {
  name: string;
  /** What it changes, as a sentence for people. */
  help: string;
  /** A parameter of the integration's URL that counts before what is stored. */
  parameter?: string;
}

/** Something that people decide for one integration: a module declares it and reads it from the request. */
export type IntegrationOption = ChoiceOption | SwitchOption | ListOption | HeaderOption;

const maxListLength = 50;
const maxTextLength = 200;

const valueSchema = z.union([z.string(), z.boolean(), z.array(z.string())]);
export type OptionValue = z.output<typeof valueSchema>;

/** What was decided, by name; the rest has its default. */
export const optionValuesSchema = z.record(z.string(), valueSchema);
export type OptionValues = z.output<typeof optionValuesSchema>;

export type JudgedOptions =
  | { kind: "valid"; values: OptionValues }
  | { kind: "invalid"; name: string; message: string };

/** Whether these values suit the options of a type; null means the default and is left out. */
export function judgeOptions(
  options: readonly IntegrationOption[],
  given: Readonly<Record<string, unknown>>,
): JudgedOptions {
  const values: OptionValues = {};
  for (const [name, value] of Object.entries(given)) {
    const option = options.find((each) => each.name === name);
    if (!option) return { kind: "invalid", name, message: unknownOption(options, name) };
    if (value === null) continue;
    const judged = schemaOf(option).safeParse(value);
    if (!judged.success)
      return { kind: "invalid", name, message: `The option "${name}" takes ${expectation(option)}.` };
    values[name] = judged.data;
  }
  return { kind: "valid", values };
}

function unknownOption(options: readonly IntegrationOption[], name: string): string {
  const names = options.map((option) => `"${option.name}"`).join(", ");
  const rest = names === "" ? "has no options" : `has these options: ${names}`;
  return `There is no option "${name}"; an integration of this type ${rest}.`;
}

function schemaOf(option: IntegrationOption): z.ZodType<OptionValue> {
  switch (option.kind) {
    case "choice":
      return z.string().refine((text) => option.choices.includes(text));
    case "switch":
      return z.boolean();
    case "list":
      return z.array(z.string().trim().min(1).max(maxTextLength)).max(maxListLength);
    case "header":
      return z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9-]{1,100}$/);
  }
}

/** What an option takes, in words. */
function expectation(option: IntegrationOption): string {
  switch (option.kind) {
    case "choice":
      return `one of ${option.choices.map((choice) => `"${choice}"`).join(", ")}`;
    case "switch":
      return "true or false";
    case "list":
      return `a list of at most ${maxListLength} texts, each of at most ${maxTextLength} characters`;
    case "header":
      return "the name of an HTTP header: letters, digits and hyphens";
  }
}
