import {
  createEnvironment,
  defaultTemplates,
  grafanaFunctions,
  notificationData,
  type Template,
  TemplateError,
  type Texts,
} from "@tocsin/go-template";
import type { Notification } from "./notification.ts";

const environment = createEnvironment({ functions: grafanaFunctions(), missingKey: "zero" });
const stored = environment.compile([{ name: "defaults", source: defaultTemplates }]);

export const defaultTitle = '{{ template "default.title" . }}';
export const defaultMessage = '{{ template "default.message" . }}';

export type Text = { kind: "text"; text: string } | { kind: "failed"; message: string; partial: string };

/** Renders a notification template of Grafana's; a failure keeps what was written before it, as Grafana does. */
export function renderText(
  source: string,
  notification: Notification,
  options: { vars: Texts; nowMs: number },
): Text {
  try {
    const data = notificationData({ ...notification, vars: options.vars });
    return { kind: "text", text: compiled(source).render(data, { now: new Date(options.nowMs) }) };
  } catch (error) {
    if (error instanceof TemplateError)
      return { kind: "failed", message: error.message, partial: error.partial };
    throw error;
  }
}

/** Why a text is no template; undefined when it is one. */
export function findTemplateMistake(source: string): string | undefined {
  try {
    compiled(source);
    return undefined;
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
}

const mostCompiled = 200;
const known = new Map<string, Template>();

function compiled(source: string): Template {
  const found = known.get(source);
  if (found) return found;
  const template = stored.compileWith(source);
  const [oldest] = known.keys();
  if (known.size >= mostCompiled && oldest !== undefined) known.delete(oldest);
  known.set(source, template);
  return template;
}
