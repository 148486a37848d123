import { Alert, Button, Group, Paper, SegmentedControl, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CodeEditor } from "../../../components/code-editor.tsx";
import { errorText } from "../../../components/error-state.tsx";
import { changeRoute } from "../api/change-route.ts";
import { createRoute } from "../api/create-route.ts";
import { routeTrialQuery } from "../api/try-routes.ts";
import { alertsIn } from "../trial.ts";
import { TrialNote } from "../trial-note.tsx";
import { useIntegrationChange } from "../use-integration-change.ts";
import {
  type DraftRoute,
  kindLabels,
  type Route,
  type RouteKind,
  type RouteTrial,
  withDraft,
} from "./model.ts";
import { Verdicts } from "./verdicts.tsx";

interface RouteEditorProps {
  integrationId: string;
  routes: readonly Route[];
  /** Its place; of a new route the last before the default one. */
  index: number;
  /** Absent for a new one. */
  route?: Route;
  onClose: () => void;
}

const typingMs = 350;

const descriptions: Readonly<Record<RouteKind, string>> = {
  jinja2: "A template that renders true, 1 or ok for the alerts that it wants.",
  regex: 'Python\'s, searched in the payload\'s JSON text, like "severity": "critical".',
};

/** Writes the expression of a route and shows what it would take of the last alerts. */
export function RouteEditor({ integrationId, routes, index, route, onClose }: RouteEditorProps) {
  const [draft, setDraft] = useState<DraftRoute>({
    kind: route?.kind ?? "jinja2",
    expression: route?.expression ?? "",
  });
  const save = useIntegrationChange({
    mutationFn: (): Promise<unknown> =>
      route ? changeRoute(integrationId, route.id, draft) : createRoute(integrationId, draft),
    done: route ? "Route changed." : "Route made.",
    onSuccess: onClose,
    onError: () => {},
  });
  const [settled] = useDebouncedValue(draft, typingMs);
  const isEmpty = settled.expression.trim() === "";
  const trial = useQuery({
    ...routeTrialQuery(integrationId, withDraft(routes, index, settled)),
    enabled: !isEmpty,
  });
  const mistake = isEmpty ? undefined : trial.data && mistakeIn(trial.data, index);
  return (
    <Paper withBorder p="sm" component="section" aria-label={route ? `Route ${index + 1}` : "New route"}>
      <Stack gap="sm">
        <SegmentedControl
          w="fit-content"
          aria-label="Kind of expression"
          data={Object.entries(kindLabels).map(([value, label]) => ({ value, label }))}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind: kind === "regex" ? "regex" : "jinja2" })}
        />
        <CodeEditor
          label="Expression"
          description={descriptions[draft.kind]}
          language={draft.kind === "jinja2" ? "template" : "text"}
          value={draft.expression}
          error={mistake ? mistake.text : null}
          {...(mistake ? { errorLine: mistake.line } : {})}
          minHeight={64}
          maxHeight={240}
          onChange={(expression) => setDraft((before) => ({ ...before, expression }))}
        />
        {save.isError && (
          <Alert color="red" variant="outline" role="alert">
            {errorText(save.error)}
          </Alert>
        )}
        <Group>
          <Button
            loading={save.isPending}
            disabled={draft.expression.trim() === ""}
            onClick={() => save.mutate(undefined)}
          >
            {route ? "Save route" : "Make route"}
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
        {isEmpty ? (
          <Text c="dimmed">Write an expression to see which of the last alerts it takes.</Text>
        ) : (
          <TrialResult trial={trial.data} error={trial.error} index={index} />
        )}
      </Stack>
    </Paper>
  );
}

interface TrialResultProps {
  trial: RouteTrial | undefined;
  error: unknown;
  index: number;
}

function TrialResult({ trial, error, index }: TrialResultProps) {
  if (error) return <Text c="dimmed">It cannot be tried: {errorText(error)}</Text>;
  if (!trial) return <Text c="dimmed">Trying…</Text>;
  return (
    <>
      <Verdicts alerts={alertsIn(trial.requests)} index={index} />
      <TrialNote source={trial.source} requests={trial.requests} />
    </>
  );
}

/** A mistake in the expression itself shows on every alert; what only some payloads cause stands beside those. */
function mistakeIn(trial: RouteTrial, index: number): { text: string; line: number } | undefined {
  const failures = alertsIn(trial.requests).map(({ alert }) => alert.verdicts[index]?.failure);
  const [first] = failures;
  if (!first || failures.some((failure) => failure?.message !== first.message)) return undefined;
  const { line, column, message, hint } = first;
  return { text: `Line ${line}, column ${column}: ${message}. ${hint}`.trimEnd(), line };
}
