/** One line for the server's log. */
export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
}

/** How much a line of PostgreSQL's own log matters to an operator. */
export function severityOf(line: string): LogLine["level"] {
  if (/^(FATAL|PANIC): /.test(line)) return "error";
  if (/^(ERROR|WARNING): /.test(line)) return "warn";
  return "info";
}
