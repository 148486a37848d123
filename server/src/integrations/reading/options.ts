import type {
  ChoiceOption,
  IntegrationOption,
  ListOption,
  SwitchOption,
} from "../../core/integrations/options.ts";
import type { ReceivedRequest } from "../../core/integrations/registry.ts";

/** What was chosen for the integration that a request is for. */
export function choiceIn<Choice extends string>(
  request: ReceivedRequest,
  option: ChoiceOption<Choice>,
): Choice {
  const chosen = (text: unknown) => option.choices.find((choice) => choice === text);
  return chosen(parameterIn(request, option)) ?? chosen(request.options?.[option.name]) ?? option.default;
}

export function isSwitchedOn(request: ReceivedRequest, option: SwitchOption): boolean {
  const parameter = parameterIn(request, option)?.toLowerCase();
  if (parameter === "true" || parameter === "false") return parameter === "true";
  const stored = request.options?.[option.name];
  return typeof stored === "boolean" ? stored : option.default;
}

export function listIn(request: ReceivedRequest, option: ListOption): readonly string[] {
  const parts = (parameterIn(request, option) ?? "").split(",").flatMap((part) => part.trim() || []);
  if (parts.length > 0) return parts;
  const stored = request.options?.[option.name];
  return Array.isArray(stored) ? stored : option.default;
}

function parameterIn({ query }: ReceivedRequest, { parameter }: IntegrationOption): string | undefined {
  return parameter === undefined ? undefined : query.get(parameter);
}
