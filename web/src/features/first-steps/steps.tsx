import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useHasRole } from "../../api/session.ts";
import { CopyField } from "../../components/copy-field.tsx";
import { TextLink } from "../../components/links.tsx";
import { confirmDefaultRoute } from "./api/change-first-steps.ts";
import { firstIntegrationQuery } from "./api/first-integration.ts";
import type { FirstStep } from "./api/get-first-steps.ts";
import { Step } from "./step.tsx";
import { useFirstStepsChange } from "./use-first-steps-change.ts";

interface StepProps {
  step: FirstStep;
}

export function DeliveredStep({ step }: StepProps) {
  const { data: integration } = useQuery(firstIntegrationQuery);
  return (
    <Step at={step.done_at} title="A monitoring tool delivers an alert">
      <ObjectLink step={step}>See its alert group</ObjectLink>
      {integration?.url && <SendAlert url={integration.url} />}
      {integration === null && <Text>Make an integration of the type Webhook, or of your own tool's.</Text>}
      <Text size="sm">
        Every tool has an address of its own: <TextLink to="/integrations/new">choose yours</TextLink> and see
        what to paste where. A demo alert does not tick this.
      </Text>
    </Step>
  );
}

function SendAlert({ url }: { url: string }) {
  const body = '{"title": "Hello from curl", "state": "alerting"}';
  return (
    <Stack gap="xs">
      <CopyField label="Address for alerts" value={url} />
      <CopyField
        label="Or try it now"
        value={`curl -s '${url}?wait=true' -H 'content-type: application/json' -d '${body}'`}
      />
    </Stack>
  );
}

export function TitledStep({ step }: StepProps) {
  return (
    <Step at={step.done_at} title="A template makes its title">
      {step.object ? (
        <ObjectLink step={step}>{step.object.name ?? "An alert group that is gone"}</ObjectLink>
      ) : (
        <Text c="dimmed">The integration's template makes it of the payload.</Text>
      )}
    </Step>
  );
}

export function RoutedStep({ step }: StepProps) {
  const mayConfirm = useHasRole("editor");
  const confirm = useFirstStepsChange(() => confirmDefaultRoute());
  if (step.done_at !== null) {
    return (
      <Step at={step.done_at} title="A route takes it">
        {step.is_confirmed ? (
          <Text>Somebody confirmed that the default route is right.</Text>
        ) : (
          <ObjectLink step={step}>See why that route took it</ObjectLink>
        )}
      </Step>
    );
  }
  return (
    <Step at={null} title="A route takes it">
      <Text c="dimmed">Routes decide who hears of it; what no other one takes, the default route takes.</Text>
      {mayConfirm && (
        <Group>
          <Button variant="default" loading={confirm.isPending} onClick={() => confirm.mutate(undefined)}>
            The default route is right for now
          </Button>
        </Group>
      )}
    </Step>
  );
}

export function AnsweredStep({ step }: StepProps) {
  return (
    <Step at={step.done_at} title="An outgoing webhook is answered with 2xx">
      {step.object ? (
        <ObjectLink step={step}>{step.object.name ?? "A webhook that is gone"}</ObjectLink>
      ) : (
        <Text>
          <TextLink to="/webhooks/new">Make a webhook</TextLink>, then send a test.
        </Text>
      )}
    </Step>
  );
}

/** Leads to what it was, unless that is gone. */
function ObjectLink({ step: { object }, children }: StepProps & { children: React.ReactNode }) {
  if (!object) return null;
  if (object.name === null) return <Text c="dimmed">{children}</Text>;
  const to = object.kind === "webhook" ? "/webhooks/$id" : "/alert-groups/$id";
  return (
    <Text component="div">
      <TextLink to={to} params={{ id: object.id }}>
        {children}
      </TextLink>
    </Text>
  );
}
