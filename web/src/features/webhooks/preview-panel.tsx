import { Alert, Paper, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../components/error-state.tsx";
import { type PreviewAbout, type PreviewSubject, previewQuery } from "./api/preview-webhook.ts";
import { type Draft, toBody, toChanges } from "./draft.ts";
import type { WebhookDetail } from "./model.ts";
import { PreviewChoice } from "./preview-choice.tsx";
import { RequestView } from "./request-view.tsx";

const typingMs = 350;

/** The exact request, as the draft would send it about a real event; follows every key stroke. */
export function PreviewPanel({ draft, saved }: { draft: Draft; saved?: WebhookDetail }) {
  const [about, setAbout] = useState<PreviewAbout>({ event: "alert group created" });
  const [settled] = useDebouncedValue(draft, typingMs);
  const subject = subjectOf(settled, saved);
  return (
    <Paper withBorder p="sm" component="section" aria-label="Preview" h="fit-content">
      <Stack gap="sm">
        <Title order={2}>Preview</Title>
        <PreviewChoice about={about} onChange={setAbout} />
        {typeof subject === "string" ? (
          <Text c="dimmed">{subject}</Text>
        ) : (
          <PreviewResult subject={subject} about={about} />
        )}
      </Stack>
    </Paper>
  );
}

interface ResultProps {
  subject: PreviewSubject;
  about: PreviewAbout;
}

function PreviewResult({ subject, about }: ResultProps) {
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
