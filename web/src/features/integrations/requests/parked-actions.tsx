import { Button } from "@mantine/core";
import { useHasRole } from "../../../api/session.ts";
import { ConfirmButton } from "../../../components/confirm-button.tsx";
import { discardParked, replayParked } from "../api/parked-request.ts";
import { useIntegrationChange } from "../use-integration-change.ts";

/** What can be done about a request that was accepted and not understood. */
export function ParkedActions({ id }: { id: number }) {
  const mayAct = useHasRole("editor");
  const replay = useIntegrationChange({
    mutationFn: () => replayParked(id),
    done: "It is interpreted anew.",
  });
  const discard = useIntegrationChange({ mutationFn: () => discardParked(id), done: "It is given up." });
  if (!mayAct) return null;
  return (
    <>
      <Button size="xs" loading={replay.isPending} onClick={() => replay.mutate(undefined)}>
        Interpret it anew
      </Button>
      <ConfirmButton
        size="xs"
        question="Give this request up?"
        consequence="Its alerts are lost, and so is the request."
        confirmLabel="Give it up"
        loading={discard.isPending}
        onConfirm={() => discard.mutate(undefined)}
      >
        Give it up
      </ConfirmButton>
    </>
  );
}
