import { ActionIcon, Button, Group, NativeSelect, Pill, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useState } from "react";
import { integrationChoicesQuery } from "./api/list-integrations.ts";
import type { GroupFilter, GroupSearch } from "./filter.ts";

interface FilterBarProps {
  filter: GroupFilter;
  searchRef: RefObject<HTMLInputElement | null>;
  onChange: (change: GroupSearch) => void;
}

const pauseMs = 250;

/** Search, integration and labels. What is typed as `key=value` becomes a label to filter by on Enter. */
export function FilterBar({ filter, searchRef, onChange }: FilterBarProps) {
  const { data: integrations = [] } = useQuery(integrationChoicesQuery);
  const isNarrowed = filter.q !== undefined || filter.integration !== undefined || filter.labels.length > 0;
  const setLabels = (labels: readonly string[]) => onChange({ labels: labels.join("\n") || undefined });
  return (
    <Group gap="xs" mb="sm">
      <SearchField
        value={filter.q ?? ""}
        inputRef={searchRef}
        onSearch={(q) => onChange({ q: q || undefined })}
        onLabel={(pair) =>
          onChange({ q: undefined, labels: [...new Set([...filter.labels, pair])].join("\n") })
        }
      />
      <NativeSelect
        aria-label="Integration"
        value={filter.integration ?? ""}
        onChange={({ currentTarget }) => onChange({ integration: currentTarget.value || undefined })}
        data={[{ value: "", label: "All integrations" }, ...integrations]}
        flex="0 1 200px"
        miw={0}
      />
      {filter.labels.map((pair) => (
        <Pill
          key={pair}
          size="md"
          withRemoveButton
          removeButtonProps={{
            "aria-label": `No longer filter by ${pair}`,
            tabIndex: 0,
            "aria-hidden": false,
          }}
          onRemove={() => setLabels(filter.labels.filter((other) => other !== pair))}
        >
          {pair}
        </Pill>
      ))}
      {isNarrowed && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => onChange({ q: undefined, integration: undefined, labels: undefined })}
        >
          Clear
        </Button>
      )}
    </Group>
  );
}

interface SearchFieldProps {
  value: string;
  inputRef: RefObject<HTMLInputElement | null>;
  onSearch: (text: string) => void;
  onLabel: (pair: string) => void;
}

function SearchField({ value, inputRef, onSearch, onLabel }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const searchSoon = useDebouncedCallback(onSearch, pauseMs);
  useEffect(() => setText(value), [value]);
  const set = (next: string) => {
    setText(next);
    searchSoon(next.trim());
  };
  return (
    <TextInput
      ref={inputRef}
      type="search"
      aria-label="Search titles"
      placeholder="Search titles, or label=value"
      leftSection={<IconSearch size={16} />}
      rightSection={
        text && (
          <ActionIcon aria-label="Empty the search" color="gray" onClick={() => set("")}>
            <IconX size={16} />
          </ActionIcon>
        )
      }
      value={text}
      maxLength={200}
      flex="1 1 220px"
      maw={420}
      onChange={({ currentTarget }) => set(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => {
        if (key === "Escape") currentTarget.blur();
        if (key !== "Enter" || !/^[\w./-]+=\S/.test(text)) return;
        searchSoon.cancel();
        onLabel(text.trim());
      }}
    />
  );
}
