import { EmptyState } from "../components/empty-state.tsx";
import { LinkButton } from "../components/links.tsx";

export function NotFound() {
  return (
    <EmptyState
      title="There is nothing at this address"
      action={<LinkButton to="/">To the start</LinkButton>}
    >
      The link may be old, or what it led to has been deleted.
    </EmptyState>
  );
}
