/** What usually helps with a failure, by its wording. */
export const defaultHints: readonly { readonly pattern: RegExp; readonly hint: string }[] = [
  {
    pattern: /incompatible types for comparison: (float64 and int|int and float64)/,
    hint: "numbers from JSON and .Values are floats: write 1.0 instead of 1",
  },
  {
    pattern: /^bad character U\+002D/,
    hint: 'for a name with a hyphen use index, as in {{index .Labels "my-label"}}',
  },
  { pattern: /^unexpected "\/" in command$/, hint: "a comment must touch its delimiters: {{/* text */}}" },
  { pattern: /^unexpected <if> in/, hint: "inside with, use {{else with}} or a separate {{if}}" },
  { pattern: /^unexpected EOF$/, hint: "an {{end}} is missing" },
  { pattern: /^unexpected \{\{end\}\}$/, hint: "there is one {{end}} too many" },
  { pattern: /^unclosed action/, hint: "an action must end with }}" },
  {
    pattern: /^undefined variable/,
    hint: "declare it first, as in {{$x := .Status}}; a variable ends with its block",
  },
  {
    pattern: /^nil pointer evaluating interface/,
    hint: "a part of the path is absent: test it first, as in {{with .a}}{{.b}}{{end}}",
  },
  { pattern: /^range can't iterate over/, hint: "range takes lists, maps and whole numbers" },
  {
    pattern: /invalid or unsupported Perl syntax/,
    hint: "regular expressions have no look-around and no back-references",
  },
  { pattern: /is not a method but has arguments$/, hint: "a field takes no arguments" },
  {
    pattern: /^wrong type for value; expected string; got float64/,
    hint: 'turn the number into text first, as in {{printf "%v" .Values.A}}',
  },
];
