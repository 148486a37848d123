import { Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { components } from "../../api/schema.d.ts";
import { TextLink } from "../../components/links.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { Time } from "../../components/time.tsx";
import { incidentTimelineQuery } from "./api/incident-timeline.ts";
import { NoteForm } from "./note-form.tsx";
import { Section } from "./section.tsx";

type Incident = components["schemas"]["Incident"];

/** What happened, newest first, with a place to write what people did. */
export function Timeline({ incident, mayAct }: { incident: Incident; mayAct: boolean }) {
  const { id } = incident;
  const entries = useInfiniteQuery(incidentTimelineQuery(id));
  return (
    <Section title="Timeline">
      {mayAct && <NoteForm id={id} />}
      <QueryView query={entries}>
        {(items) => (
          <Stack component="ol" gap={6} p={0} m={0} style={{ listStyle: "none" }}>
            {items.map((entry) => (
              <Entry key={entry.id} entry={entry} groups={incident.alert_groups} />
            ))}
          </Stack>
        )}
      </QueryView>
      <ShowMore query={entries} what="entries" />
    </Section>
  );
}

interface EntryProps {
  entry: components["schemas"]["IncidentTimelineEntry"];
  /** Those attached now, with their titles. */
  groups: Incident["alert_groups"];
}

function Entry({ entry, groups }: EntryProps) {
  const isNote = entry.kind === "note";
  return (
    <Paper component="li" withBorder={isNote} px={isNote ? "sm" : 0} py={isNote ? "xs" : 2} bg="transparent">
      <Text size="xs" c="dimmed">
        {kindTexts[entry.kind] ?? entry.kind} by {entry.actor?.name ?? "Tocsin"} · <Time at={entry.at} />
      </Text>
      <EntryText entry={entry} groups={groups} />
    </Paper>
  );
}

const kindTexts: Readonly<Record<string, string>> = {
  declared: "Declared",
  title_changed: "Title changed",
  severity_changed: "Severity changed",
  labels_changed: "Labels changed",
  drill_changed: "Drill or real changed",
  room_prefix_changed: "Room prefix changed",
  resolved: "Resolved",
  reopened: "Reopened",
  group_attached: "Alert group attached",
  group_detached: "Alert group taken off",
  note: "Note",
};

function EntryText({ entry: { kind, text }, groups }: EntryProps) {
  if (kind === "group_attached" || kind === "group_detached") {
    return (
      <TextLink to="/alert-groups/$id" params={{ id: text }} size="sm">
        {groups.find((group) => group.id === text)?.title ?? text}
      </TextLink>
    );
  }
  return (
    <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
      {text}
    </Text>
  );
}
