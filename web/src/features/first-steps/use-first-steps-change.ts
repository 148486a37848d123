import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyError } from "../../components/notify.tsx";
import { type FirstSteps, firstStepsQuery } from "./api/get-first-steps.ts";

/** A change that answers with the steps as they are after it. */
export function useFirstStepsChange<Input>(change: (input: Input) => Promise<FirstSteps>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (steps) => client.setQueryData(firstStepsQuery.queryKey, steps),
    onError: notifyError,
  });
}
