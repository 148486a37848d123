/** What is wrong with a template, worded for its author. Line and column count from 1. */
export interface TemplateFailure {
  kind: string;
  message: string;
  hint: string;
  line: number;
  column: number;
}
