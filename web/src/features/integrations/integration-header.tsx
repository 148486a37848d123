import { Alert, Button, Group } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useHasRole } from "../../api/session.ts";
import { LinkButton, TextLink } from "../../components/links.tsx";
import { notifyError } from "../../components/notify.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { Time } from "../../components/time.tsx";
import { sendDemoAlert } from "./api/send-demo-alert.ts";
import { IntegrationStateBadge } from "./integration-state.tsx";
import { type Integration, stateOf } from "./model.ts";

/** What it is, how it is, and a demo alert to see where alerts go. */
export function IntegrationHeader({ integration }: { integration: Integration }) {
  const { id, name, type_title, description, last_request_at, maintenance } = integration;
  const client = useQueryClient();
  const mayTry = useHasRole("editor");
  const demo = useMutation({
    mutationFn: () => sendDemoAlert(id),
    onSuccess: () => client.invalidateQueries({ queryKey: ["integrations"] }),
    onError: notifyError,
  });
  const group = demo.data?.[0];
  return (
    <>
      <PageHeader
        title={name}
        description={
          <Group gap="xs" component="span">
            <span>{[type_title, description].filter(Boolean).join(" · ")}</span>
            <IntegrationStateBadge state={stateOf(integration)} />
            {maintenance && (
              <span>
                ends <Time at={maintenance.ends_at} />
              </span>
            )}
            {last_request_at !== null && (
              <span>
                heard from <Time at={last_request_at} />
              </span>
            )}
          </Group>
        }
        actions={
          <>
            <LinkButton variant="default" to="/alert-groups" search={{ integration: id }}>
              Alert groups
            </LinkButton>
            {mayTry && (
              <Button
                variant="default"
                leftSection={<IconSend size={16} />}
                loading={demo.isPending}
                onClick={() => demo.mutate()}
              >
                Send demo alert
              </Button>
            )}
          </>
        }
      />
      {group && (
        <Alert
          color="green"
          variant="outline"
          mb="md"
          role="status"
          p="xs"
          withCloseButton
          closeButtonLabel="Close"
          onClose={() => demo.reset()}
        >
          The demo alert opened{" "}
          <TextLink to="/alert-groups/$id" params={{ id: group.id }} inherit>
            alert group {group.id}
          </TextLink>
          .
        </Alert>
      )}
    </>
  );
}
