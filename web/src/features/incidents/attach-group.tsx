import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { attachGroup } from "./api/attach-group.ts";
import { groupChoiceQuery } from "./api/find-groups.ts";
import { useIncidentChange } from "./use-incident-change.ts";

interface AttachGroupProps {
  incidentId: string;
  attached: readonly string[];
}

const pauseMs = 150;

/** Finds an alert group by its title and attaches it. */
export function AttachGroup({ incidentId, attached }: AttachGroupProps) {
  const [typed, setTyped] = useState("");
  const [isAsked, setAsked] = useState(false);
  const [q] = useDebouncedValue(typed.trim(), pauseMs);
  const { data } = useQuery({ ...groupChoiceQuery(q), enabled: isAsked });
  const attach = useIncidentChange({
    mutationFn: (groupId: string) => attachGroup(incidentId, groupId),
    onSuccess: () => setTyped(""),
  });
  const choices = (data?.items ?? []).filter(({ id }) => !attached.includes(id));
  return (
    <Select
      label="Attach an alert group"
      placeholder="Part of its title"
      searchable
      data={choices.map(({ id, title, status }) => ({ value: id, label: `${title} (${status})` }))}
      // The server has chosen already.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      onFocus={() => setAsked(true)}
      value={null}
      onChange={(groupId) => groupId !== null && attach.mutate(groupId)}
      disabled={attach.isPending}
      nothingFoundMessage="No alert group has this in its title"
    />
  );
}
