import { useSession } from "../api/session.ts";
import { EmptyState } from "./empty-state.tsx";

/** Somebody may not see this, or not do it. */
export function ForbiddenState({ reason }: { reason?: string }) {
  const { role } = useSession();
  return (
    <EmptyState title="You may not see this">
      {reason ? `${reason} ` : ""}Your role is {role}. An admin can change it under Settings, Users.
    </EmptyState>
  );
}
