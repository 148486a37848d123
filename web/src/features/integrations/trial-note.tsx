import { Text } from "@mantine/core";
import { leftOutOf, type TriedRequest } from "./trial.ts";

interface TrialNoteProps {
  source: "requests" | "examples";
  requests: readonly TriedRequest<unknown>[];
}

/** What a trial was made on, and what was left out of it. */
export function TrialNote({ source, requests }: TrialNoteProps) {
  const leftOut = leftOutOf(requests);
  return (
    <Text size="sm" c="dimmed">
      {source === "examples"
        ? "No request has come yet: these are examples of what the tool sends."
        : `Tried on the last ${requests.length === 1 ? "request" : `${requests.length} requests`}; nothing is stored.`}
      {leftOut && ` ${leftOut}`}
    </Text>
  );
}
