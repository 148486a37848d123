import { SimpleGrid } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryView } from "../../../components/query-view.tsx";
import { mappingQuery, type StoredMapping } from "../api/field-mapping.ts";
import { lastRequestsQuery } from "../api/last-requests.ts";
import type { LastRequest, TabProps } from "../model.ts";
import { draftOf, toMapping } from "./mapping-draft.ts";
import { MappingForm } from "./mapping-form.tsx";
import { payloadPaths } from "./payload-paths.ts";
import { TrialPanel } from "./trial-panel.tsx";

/** Where the generic webhook finds the fields of an alert, tried out on real requests while it is written. */
export function MappingTab({ integrationId }: TabProps) {
  const mapping = useQuery(mappingQuery(integrationId));
  const requests = useQuery(lastRequestsQuery(integrationId));
  return (
    <QueryView query={mapping}>
      {(stored) => (
        <QueryView query={requests}>
          {(items) => <MappingEditor integrationId={integrationId} stored={stored} requests={items} />}
        </QueryView>
      )}
    </QueryView>
  );
}

interface MappingEditorProps {
  integrationId: string;
  stored: StoredMapping;
  requests: readonly LastRequest[];
}

const pauseMs = 300;
const sample = '{\n  "check": { "name": "Nightly backup", "result": "red" },\n  "host": "db-1"\n}';

function MappingEditor({ integrationId, stored, requests }: MappingEditorProps) {
  const [draft, setDraft] = useState(() => draftOf(stored.mapping));
  const [chosen, setChosen] = useState(() => requests.find(({ state }) => state !== "refused")?.id);
  const [own, setOwn] = useState(sample);
  const [settled] = useDebouncedValue(draft, pauseMs);
  const request = requests.find(({ id }) => id === chosen);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <MappingForm
        integrationId={integrationId}
        stored={stored}
        draft={draft}
        paths={payloadPaths(request?.body ?? own)}
        onChange={setDraft}
      />
      <TrialPanel
        integrationId={integrationId}
        mapping={toMapping(settled)}
        requests={requests}
        request={request}
        own={own}
        onChoose={setChosen}
        onWrite={setOwn}
      />
    </SimpleGrid>
  );
}
