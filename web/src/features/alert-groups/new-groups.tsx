import { Button, Text } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import { useIsLive } from "../../api/live.ts";
import classes from "./new-groups.module.css";

interface NewGroupsProps {
  waiting: number;
  show: () => void;
}

/** Announces groups that are newer than the list; they come in when they are asked for, so that no row moves by itself. */
export function NewGroups({ waiting, show }: NewGroupsProps) {
  const isLive = useIsLive();
  return (
    <div className={classes.strip} aria-live="polite">
      {waiting > 0 ? (
        <Button variant="light" size="xs" fullWidth leftSection={<IconArrowUp size={14} />} onClick={show}>
          {waiting} new
        </Button>
      ) : (
        <Text size="xs" c="dimmed">
          {isLive ? "Newest first" : "Newest first; the server is not heard, so it is asked every 15 seconds"}
        </Text>
      )}
    </div>
  );
}
