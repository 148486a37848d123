import { Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { components } from "../../api/schema.d.ts";
import { QueryView } from "../../components/query-view.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { Time } from "../../components/time.tsx";
import { incidentTimelineQuery } from "./api/incident-timeline.ts";
import { NoteForm } from "./note-form.tsx";
import { Section } from "./section.tsx";

/** What happened, newest first, with a place to write what people did. */
export function Timeline({ id, mayAct }: { id: string; mayAct: boolean }) {
  const entries = useInfiniteQuery(incidentTimelineQuery(id));
  return (
    <Section title="Timeline">
      {mayAct && <NoteForm id={id} />}
      <QueryView query={entries}>
        {(items) => (
          <Stack component="ol" gap={6} p={0} m={0} style={{ listStyle: "none" }}>
            {items.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Stack>
        )}
      </QueryView>
      <ShowMore query={entries} what="entries" />
    </Section>
  );
}

function Entry({ entry }: { entry: components["schemas"]["IncidentTimelineEntry"] }) {
  const isNote = entry.kind === "note";
  return (
    <Paper component="li" withBorder={isNote} px={isNote ? "sm" : 0} py={isNote ? "xs" : 2} bg="transparent">
      <Text size="xs" c="dimmed">
        {entry.actor?.name ?? "Tocsin"}
        {isNote && " noted"} · <Time at={entry.at} />
      </Text>
      <Text style={{ whiteSpace: "pre-wrap" }}>{entry.text}</Text>
    </Paper>
  );
}
