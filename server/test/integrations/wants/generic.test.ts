import { type Row, serveWholeFile, story } from "./support.ts";

/** The generic webhook: whatever people send, posted to a whole server. */
const server = serveWholeFile();

const disk = {
  summary: "Disk full",
  severity: "critical",
  status: "triggered",
  dedup_key: "disk-1",
  source: "cron",
};
const open = (id: string) => ({ body: { id, summary: "s" } });
let counter = 0;
const ended = (words: object): Row[] => {
  counter += 1;
  const id = `end-${counter}`;
  const text = JSON.stringify(words);
  return [
    [`W6 (before) ${text}`, open(id), { action: "triggered" }],
    [`W6 ${text} resolves`, { body: { id, summary: "s", ...words } }, { action: "resolved" }],
  ];
};
const burning = (status: string): Row => [
  `W7 "${status}" is no end`,
  { body: { id: `burn-${status}`, summary: "s", status } },
  { action: "triggered" },
];
const graded = (words: object, severity: "critical" | "error" | "warning" | "info"): Row => [
  `W11 ${JSON.stringify(words)} is ${severity}`,
  { body: { id: JSON.stringify(words), summary: "s", ...words } },
  { action: "triggered", severity },
];

story(
  server,
  "webhook",
  [
    [
      "W1 all fields",
      { body: disk },
      { action: "triggered", severity: "critical", key: "disk-1", source: "cron", title: "Disk full" },
    ],
    [
      "W2 resolved",
      { body: { ...disk, status: "resolved" } },
      { action: "resolved", groupOf: "W1 all fields" },
    ],
    [
      "W3 title before message and name",
      { body: { title: "A", message: "B", name: "C" } },
      { title: "A", severity: "warning", key: "webhook-a" },
    ],
    [
      "W4 a number as id",
      { body: { id: 42, message: "m", level: "low", state: "open" } },
      { severity: "info", key: "42", title: "m" },
    ],
    ...ended({ action: "resolve" }),
    ...ended({ action: "close" }),
    ...["recovered", "up", "success", "cleared"].flatMap((status) => ended({ status })),
    ...["unresolved", "abnormal", "broken", "token expired", "not ok", "revoked"].map(burning),
    ["W8 firing", { body: { id: "w8", summary: "s", status: "firing" } }, { action: "triggered" }],
    [
      "W9 alert acknowledged",
      { body: { id: "w8", summary: "s", status: "alert acknowledged" } },
      { action: "acknowledged", groupOf: "W8 firing" },
    ],
    ["W10 (before) active", { body: { id: "w10", summary: "s", status: "active" } }, { action: "triggered" }],
    [
      "W10 active, with a verb",
      { body: { id: "w10", summary: "s", status: "active", action: "resolve" } },
      { action: "resolved" },
    ],
    graded({ severity: "warn" }, "warning"),
    ...["P1", "sev1", "fatal", "emergency"].map((severity) => graded({ severity }, "critical")),
    graded({ priority: 1 }, "critical"),
    graded({ severity: null }, "warning"),
    ["W12 a number as alert id", { body: { summary: "s", alert_id: 7 } }, { key: "7" }],
    [
      "W13 a batch",
      { body: [{ summary: "batch a" }, { summary: "batch b" }] },
      { actions: ["triggered", "triggered"] },
    ],
    ["W14 nothing", { body: {} }, { status: 400, code: "invalid_payload" }],
    ["W15 nested", { body: { alert: { title: "T" } } }, { title: "T" }],
    ["W16 an empty key beside an id", { body: { summary: "s", dedup_key: "", id: 5 } }, { key: "5" }],
    [
      "W17 a form",
      { contentType: "application/x-www-form-urlencoded", body: "summary=Form&severity=error" },
      { title: "Form", severity: "error" },
    ],
    ["W17 a text", { contentType: "text/plain", body: "Backup failed\non db1" }, { title: "Backup failed" }],
    [
      "W18 a key of 600 characters",
      { body: { summary: "long", dedup_key: "k".repeat(600) } },
      { key: /^k{479}_[0-9a-f]{32}$/ },
    ],
    [
      "W18 the same key",
      { body: { summary: "long", dedup_key: "k".repeat(600) } },
      { action: "deduplicated" },
    ],
    ["W19 markup", { body: { summary: "<b>CPU > 90%</b>" } }, { title: "<b>CPU > 90%</b>" }],
    [
      "W20 a body of 9 MB",
      { body: { summary: "x".repeat(9_000_000) } },
      { status: 413, code: "body_too_large" },
    ],
  ],
  "generic",
);
