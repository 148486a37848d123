import { Code, Group, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { components } from "../../api/schema.d.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { Time } from "../../components/time.tsx";
import { auditQuery } from "./api/list-audit.ts";
import { RecordTable } from "./record-table.tsx";

const route = getRouteApi("/signed-in/settings/audit");

const filters = [
  { key: "actor", label: "Who" },
  { key: "object_type", label: "Kind" },
  { key: "object_id", label: "Id" },
] as const;

export function AuditPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const entries = useInfiniteQuery({ ...auditQuery(search), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader title="Audit log" description="Who changed what. Filters are compared exactly." />
      <Group gap="xs" mb="md" role="search" aria-label="Filter the audit log">
        {filters.map(({ key, label }) => (
          <Filter
            key={key}
            label={label}
            text={search[key] ?? ""}
            onChange={(text) =>
              navigate({ search: (former) => ({ ...former, [key]: text || undefined }), replace: true })
            }
          />
        ))}
      </Group>
      <QueryView query={entries}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title="No entry matches">Take a filter away.</EmptyState>
          ) : (
            <RecordTable label="Audit log" rows={rows} columns={columns} />
          )
        }
      </QueryView>
      <ShowMore query={entries} what="entries" />
    </>
  );
}

type Entry = components["schemas"]["AuditEntry"];

const columns = [
  { label: "When", show: ({ at }: Entry) => <Time at={at} /> },
  { label: "Who", show: ({ actor }: Entry) => actor },
  { label: "What", show: ({ action, object_type: type }: Entry) => `${type} ${action}` },
  { label: "Id", show: ({ object_id: id }: Entry) => <Code>{id}</Code> },
  { label: "Detail", show: ({ detail }: Entry) => <Detail detail={detail} /> },
];

function Detail({ detail }: { detail: Record<string, unknown> }) {
  const parts = Object.entries(detail).map(([key, value]) => `${key}: ${shown(value)}`);
  return (
    <Text size="xs" lineClamp={3}>
      {parts.join(", ")}
    </Text>
  );
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

const pauseMs = 250;

function Filter({
  label,
  text,
  onChange,
}: {
  label: string;
  text: string;
  onChange: (text: string) => void;
}) {
  const [typed, setTyped] = useState(text);
  const tell = useDebouncedCallback(onChange, pauseMs);
  useEffect(() => setTyped(text), [text]);
  return (
    <TextInput
      label={label}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        tell(currentTarget.value.trim());
      }}
      flex="1 1 140px"
      maw={240}
    />
  );
}
