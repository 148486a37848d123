import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { beginSession, sessionQuery } from "../../api/session.ts";

/** Signs in and goes on to where somebody wanted to be. */
export function useSignIn(next: string | undefined) {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: beginSession,
    onSuccess: async () => {
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
      if (next === undefined) await router.navigate({ to: "/", replace: true });
      else router.history.replace(next);
    },
  });
}
