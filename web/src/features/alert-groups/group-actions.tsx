import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useHasRole } from "../../api/session.ts";
import { useShortcuts } from "../../components/shortcuts.ts";
import { AttachDialog } from "./attach-dialog.tsx";
import classes from "./group-actions.module.css";
import { type ActionName, actionWords, type GroupAction, type GroupDetail } from "./model.ts";
import { SilenceMenu } from "./silence-menu.tsx";
import { SilenceUntilDialog } from "./silence-until-dialog.tsx";
import { useAct } from "./use-act.tsx";

/** The order of the buttons; the first possible one is the main one. */
const plainActions = [
  "acknowledge",
  "unacknowledge",
  "unsilence",
  "resolve",
  "unresolve",
  "unattach",
] as const;

/** What can be done to the group now. On a phone it stays within the thumb's reach. */
export function GroupActions({ group }: { group: GroupDetail }) {
  const mayAct = useHasRole("responder");
  const doing = useAct();
  const [isSilenceOpen, setSilenceOpen] = useState(false);
  const [isUntilOpen, until] = useDisclosure(false);
  const [isAttachOpen, attach] = useDisclosure(false);
  const can = (name: ActionName) => mayAct && group.actions.includes(name);
  const act = (action: GroupAction) => {
    if (can(action.action) && !doing.isPending) doing.mutate({ ids: [group.id], action });
  };
  useGroupKeys(act, () => setSilenceOpen(can("silence")));
  const possible = plainActions.filter(can);
  if (!mayAct) return null;
  return (
    <div className={classes.bar}>
      {possible.map((action) => (
        <Button
          key={action}
          className={action === possible[0] ? classes.main : undefined}
          variant={action === possible[0] && !action.startsWith("un") ? "filled" : "default"}
          loading={doing.isPending && doing.variables.action.action === action}
          disabled={doing.isPending}
          onClick={() => act({ action })}
        >
          {actionWords[action].command}
        </Button>
      ))}
      {can("silence") && (
        <SilenceMenu
          opened={isSilenceOpen}
          onChange={setSilenceOpen}
          onSilence={(seconds) => act({ action: "silence", duration_seconds: seconds })}
          onChooseMoment={until.open}
        >
          <Button variant="default">Silence</Button>
        </SilenceMenu>
      )}
      {can("attach") && (
        <Button variant="default" onClick={attach.open}>
          Attach…
        </Button>
      )}
      <SilenceUntilDialog
        opened={isUntilOpen}
        onClose={until.close}
        onSilence={(seconds) => act({ action: "silence", duration_seconds: seconds })}
      />
      <AttachDialog
        groupId={group.id}
        opened={isAttachOpen}
        onClose={attach.close}
        onAttach={(rootId) => act({ action: "attach", root_group_id: rootId })}
      />
    </div>
  );
}

function useGroupKeys(act: (action: GroupAction) => void, openSilence: () => void): void {
  const navigate = useNavigate();
  useShortcuts("Alert group", [
    { keys: "a", label: "Acknowledge", run: () => act({ action: "acknowledge" }) },
    { keys: "r", label: "Resolve", run: () => act({ action: "resolve" }) },
    { keys: "s", label: "Silence", run: openSilence },
    { keys: "Escape", label: "Back to the list", run: () => void navigate({ to: "/alert-groups" }) },
  ]);
}
