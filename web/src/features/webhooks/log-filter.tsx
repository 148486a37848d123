import { Button, Group, Select, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { attemptResults, type WebhookSearch } from "./model.ts";
import { fromLocal, toLocal } from "./moments.ts";

const route = getRouteApi("/signed-in/webhooks/$id");

/** Narrows the log; the filter is part of the address. */
export function LogFilter() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (patch: { [Key in keyof WebhookSearch]: WebhookSearch[Key] | undefined }) => {
    const entries = Object.entries({ ...search, ...patch }).filter(([, value]) => value);
    void navigate({ search: Object.fromEntries(entries), replace: true });
  };
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label="State"
        placeholder="Any"
        w={150}
        clearable
        data={[...attemptResults]}
        value={search.result ?? null}
        onChange={(value) => change({ result: attemptResults.find((each) => each === value) })}
      />
      <TextInput
        label="Alert group"
        placeholder="Any"
        w={150}
        value={search.alert_group ?? ""}
        onChange={({ currentTarget }) => change({ alert_group: currentTarget.value.trim() })}
      />
      <TextInput
        label="From"
        type="datetime-local"
        value={toLocal(search.since)}
        onChange={({ currentTarget }) => change({ since: fromLocal(currentTarget.value) })}
      />
      <TextInput
        label="Until"
        type="datetime-local"
        value={toLocal(search.until)}
        onChange={({ currentTarget }) => change({ until: fromLocal(currentTarget.value) })}
      />
      {Object.keys(search).length > 0 && (
        <Button variant="default" onClick={() => navigate({ search: {}, replace: true })}>
          Clear
        </Button>
      )}
    </Group>
  );
}
