import { Alert, Paper, Select, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../components/error-state.tsx";
import { groupChoicesQuery } from "./api/list-groups.ts";
import { type PreviewSubject, previewQuery } from "./api/preview-webhook.ts";
import { type Draft, toBody, toChanges } from "./draft.ts";
import { type TestedEvent, testedEvents, type WebhookDetail } from "./model.ts";
import { RequestView } from "./request-view.tsx";

const typingMs = 350;

/** The exact request, as the draft would send it about a real alert group; follows every key stroke. */
export function PreviewPanel({ draft, saved }: { draft: Draft; saved?: WebhookDetail }) {
  const [group, setGroup] = useState<string | null>(null);
  const [event, setEvent] = useState<TestedEvent>("alert group created");
  const groups = useQuery(groupChoicesQuery);
  const [settled] = useDebouncedValue(draft, typingMs);
  const subject = subjectOf(settled, saved);
  const options = (groups.data?.items ?? []).map(({ id, title }) => ({
    value: id,
    label: `${title} (${id})`,
  }));
  return (
    <Paper withBorder p="sm" component="section" aria-label="Preview" h="fit-content">
      <Stack gap="sm">
        <Title order={2}>Preview</Title>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label="About the alert group"
            placeholder="The newest"
            data={options}
            value={group}
            searchable
            clearable
            onChange={setGroup}
          />
          <Select
            label="Event"
            data={[...testedEvents]}
            value={event}
            allowDeselect={false}
            onChange={(chosen) => setEvent(testedEvents.find((each) => each === chosen) ?? event)}
          />
        </SimpleGrid>
        {typeof subject === "string" ? (
          <Text c="dimmed">{subject}</Text>
        ) : (
          <PreviewResult subject={subject} group={group} event={event} />
        )}
      </Stack>
    </Paper>
  );
}

interface ResultProps {
  subject: PreviewSubject;
  group: string | null;
  event: TestedEvent;
}

function PreviewResult({ subject, group, event }: ResultProps) {
  const about = { event, ...(group === null ? {} : { alert_group: group }) };
  const { data, error } = useQuery(previewQuery(subject, about));
  if (error) return <Problem title="It cannot be previewed">{errorText(error)}</Problem>;
  if (!data) return <Text c="dimmed">Rendering…</Text>;
  if (data.kind === "request") return <RequestView request={data.request} />;
  if (data.kind === "unwanted") return <Text>This event is not sent: the webhook does not want it.</Text>;
  const place = data.line === null ? "" : `, line ${data.line}, column ${data.column}`;
  return <Problem title={`Mistake in the ${data.part}${place}`}>{data.message}</Problem>;
}

function Problem({ title, children }: { title: string; children: string }) {
  return (
    <Alert color="red" variant="outline" title={title} role="status">
      <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
        {children}
      </Text>
    </Alert>
  );
}

/** What to ask for, or why nothing can be asked yet. */
function subjectOf(draft: Draft, saved: WebhookDetail | undefined): PreviewSubject | string {
  if (draft.url.trim() === "") return "Enter a URL to see the request.";
  try {
    const named = { ...draft, name: draft.name.trim() || "draft" };
    return saved ? { id: saved.id, changes: toChanges(named, saved) } : { webhook: toBody(named) };
  } catch (error) {
    return errorText(error);
  }
}
