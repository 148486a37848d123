import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyError } from "../../components/notify.tsx";

interface IncidentMutation<Input, Result> {
  mutationFn: (input: Input) => Promise<Result>;
  onSuccess?: (result: Result) => void;
  /** A notification when absent. */
  onError?: (error: unknown) => void;
}

/** A change after which everything that is shown of incidents is fetched again. */
export function useIncidentChange<Input, Result>(change: IncidentMutation<Input, Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change.mutationFn,
    onSuccess: (result) => {
      void client.invalidateQueries({ queryKey: ["incidents"] });
      change.onSuccess?.(result);
    },
    onError: change.onError ?? notifyError,
  });
}
