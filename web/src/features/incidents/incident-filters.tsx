import { Group, SegmentedControl, Select } from "@mantine/core";
import { SearchField } from "../../components/search-field.tsx";
import type { IncidentSearch } from "./incident-search.ts";
import { severityChoices } from "./severities.ts";

interface IncidentFiltersProps {
  search: IncidentSearch;
  onChange: (next: Partial<IncidentSearch>) => void;
}

const statuses = [
  { value: "active", label: "Active" },
  { value: "resolved", label: "Resolved" },
  { value: "all", label: "All" },
];
const drills = [
  { value: "none", label: "Real ones only" },
  { value: "only", label: "Drills only" },
];

/** What is shown; the address holds it. */
export function IncidentFilters({ search, onChange }: IncidentFiltersProps) {
  return (
    <Group gap="xs" mb="md" role="search" aria-label="Filter incidents">
      <SegmentedControl
        aria-label="Status"
        data={statuses}
        value={search.status ?? "active"}
        onChange={(value) =>
          onChange({ status: value === "active" ? undefined : (value as "resolved" | "all") })
        }
      />
      <Select
        aria-label="Severity"
        placeholder="Any severity"
        data={severityChoices(search.severity)}
        value={search.severity ?? null}
        onChange={(value) => onChange({ severity: value ?? undefined })}
        clearable
        flex="1 1 130px"
        maw={180}
      />
      <Select
        aria-label="Drills"
        placeholder="Drills too"
        data={drills}
        value={search.drill ?? null}
        onChange={(value) => onChange({ drill: (value ?? undefined) as IncidentSearch["drill"] })}
        clearable
        flex="1 1 130px"
        maw={180}
      />
      <SearchField
        text={search.q ?? ""}
        label="Part of the title"
        onChange={(q) => onChange({ q: q || undefined })}
        flex="1 1 180px"
      />
    </Group>
  );
}
