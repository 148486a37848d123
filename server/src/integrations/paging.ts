import type { IntegrationModule } from "../core/integrations/registry.ts";

const page = {
  oncall: {
    title: "Checkout is slow",
    message: "Customers wait for ten seconds",
    uid: "9d0c5f0e-3f0b-4c63-9a35-0f1c6a7d2e11",
    author_username: "ada",
    permalink: "https://status.example.com/7",
    important: false,
  },
};

/** What a person wrote who pages others; the server makes the payload, its `uid` keeps every page to itself. */
const pagingTemplates: IntegrationModule["templates"] = {
  grouping_key: "{{ payload }}",
  source_link: "{{ payload.oncall.permalink }}",
  "web.title": "{{ payload.oncall.title }}",
  "web.message": `{{ payload.oncall.message }}
{% if source_link %}{{ source_link }}
{% endif %}created by {{ payload.oncall.author_username }}`,
};

const pagingExamples: IntegrationModule["examples"] = [
  { name: "a page", kind: "opening", body: page, title: "Checkout is slow" },
  {
    name: "another page with the same words",
    kind: "opening",
    body: { oncall: { ...page.oncall, uid: "f0d5c7e1-0000-4c63-9a35-0f1c6a7d2e12" } },
    title: "Checkout is slow",
  },
  { name: "wrong kinds everywhere", kind: "hostile", body: { oncall: [null] } },
];

export const directPaging: IntegrationModule = {
  slug: "direct_paging",
  title: "Direct paging",
  category: "paging",
  connect: `Nothing has to be connected: every team has one integration of this type, and people who page the team or some
of its members make its alerts.
`,
  templates: pagingTemplates,
  isHidden: true,
  interpret: ({ body }) => ({ alerts: [body] }),
  neverSends: {
    repeated: "Every page is an alert group of its own.",
    resolving: "What people opened, people resolve.",
    test: "Page yourself: it opens an alert group like any other.",
  },
  examples: pagingExamples,
};

/** Alert groups that people made by hand in OnCall's first years. */
export const manual: IntegrationModule = {
  ...directPaging,
  slug: "manual",
  title: "Manual incidents",
  connect:
    "Nothing has to be connected: people make its alerts by hand. New integrations of this type have no use.\n",
};
