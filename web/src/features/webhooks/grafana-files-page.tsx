import { Alert, Button, FileButton, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import type { components } from "../../api/schema.d.ts";
import { useHasRole } from "../../api/session.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { TextLink } from "../../components/links.tsx";
import { notifyError } from "../../components/notify.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { useExportGrafana, useImportGrafana } from "./api/provisioning.ts";

type Import = components["schemas"]["GrafanaImport"];

/** Webhooks from and for the files that provision Grafana's contact points. */
export function GrafanaFilesPage() {
  const mayMake = useHasRole("admin");
  return (
    <>
      <PageHeader
        title="Contact points of Grafana's"
        description="Webhooks from and for provisioning files (apiVersion 1)."
      />
      <Stack maw={840}>
        {mayMake && <ImportPart />}
        <ExportPart />
      </Stack>
    </>
  );
}

function ImportPart() {
  const [yaml, setYaml] = useState("");
  const run = useImportGrafana();
  const change = (text: string) => {
    setYaml(text);
    run.reset();
  };
  const isChecked = run.data !== undefined && run.variables?.dry_run === true;
  const good = run.data?.items.filter(({ error }) => error === null).length ?? 0;
  return (
    <Paper withBorder p="sm" component="section" aria-label="Import">
      <Stack gap="sm">
        <Title order={2}>Import</Title>
        <Textarea
          label="File"
          description="YAML or JSON; secrets written out, not as [REDACTED] or variables"
          autosize
          minRows={6}
          maxRows={20}
          spellCheck={false}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          value={yaml}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
        <Group>
          <FileButton
            accept=".yaml,.yml,.json"
            onChange={(file) => void file?.text().then(change, notifyError)}
          >
            {(props) => (
              <Button variant="default" {...props}>
                Choose a file
              </Button>
            )}
          </FileButton>
          <Button
            variant={isChecked ? "default" : "filled"}
            disabled={yaml.trim() === ""}
            loading={run.isPending}
            onClick={() => run.mutate({ yaml, dry_run: true })}
          >
            Check
          </Button>
          {isChecked && good > 0 && (
            <Button onClick={() => run.mutate({ yaml, dry_run: false })}>
              Make {good} {good === 1 ? "webhook" : "webhooks"}
            </Button>
          )}
        </Group>
        {run.error && <ErrorState error={run.error} />}
        {run.data && <ImportResult result={run.data} isDry={isChecked} />}
      </Stack>
    </Paper>
  );
}

function ImportResult({ result, isDry }: { result: Import; isDry: boolean }) {
  return (
    <Stack gap={6} component="ul" p={0} m={0} role="status" style={{ listStyle: "none" }}>
      {result.items.map((item) => (
        <Text key={`${item.contact_point} ${item.uid}`} component="li" size="sm">
          <b>{item.contact_point}</b>
          {": "}
          {item.error ?? (isDry ? "can be made" : "")}
          {item.webhook_id && (
            <TextLink to="/webhooks/$id" params={{ id: item.webhook_id }}>
              made
            </TextLink>
          )}
          {item.ignored.length > 0 && `; left out: ${item.ignored.join(", ")}`}
        </Text>
      ))}
      {result.skipped.map(({ contact_point, type }) => (
        <Text key={`${contact_point} ${type}`} component="li" size="sm" c="dimmed">
          {contact_point}: {type} is no webhook
        </Text>
      ))}
      {result.items.length === 0 && <Text size="sm">No webhook is in it.</Text>}
    </Stack>
  );
}

function ExportPart() {
  const run = useExportGrafana();
  return (
    <Paper withBorder p="sm" component="section" aria-label="Export">
      <Stack gap="sm">
        <Title order={2}>Export</Title>
        <Text size="sm">
          Every webhook of Grafana's form, without secrets; notes in it say which to fill in.
        </Text>
        <Button
          variant="default"
          w="fit-content"
          loading={run.isPending}
          onClick={() => run.mutate(undefined, { onSuccess: download })}
        >
          Download contact-points.yaml
        </Button>
        {run.error && <ErrorState error={run.error} />}
        {run.data === "" && <Alert variant="outline">There is none.</Alert>}
      </Stack>
    </Paper>
  );
}

function download(yaml: string): void {
  const url = URL.createObjectURL(new Blob([yaml], { type: "application/yaml" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: "contact-points.yaml" });
  link.click();
  URL.revokeObjectURL(url);
}
