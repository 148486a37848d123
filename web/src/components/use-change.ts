import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyDone, notifyError } from "./notify.tsx";

export interface Change<Input, Result> {
  mutationFn: (input: Input) => Promise<Result>;
  /** What is told when it worked; nothing when the view shows it anyway. */
  done?: string;
  onSuccess?: (result: Result) => void;
  /** A notification when absent. */
  onError?: (error: unknown) => void;
}

/** A change after which everything that is shown of its feature is fetched again. */
export function useChange<Input, Result>(queryKey: QueryKey, change: Change<Input, Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change.mutationFn,
    onSuccess: (result) => {
      void client.invalidateQueries({ queryKey });
      if (change.done !== undefined) notifyDone(change.done);
      change.onSuccess?.(result);
    },
    onError: change.onError ?? notifyError,
  });
}
