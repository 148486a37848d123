import { useQuery } from "@tanstack/react-query";
import { Navigate, useLocation } from "@tanstack/react-router";
import { sessionQuery } from "../api/session.ts";
import { Shell } from "./shell.tsx";

/** Shows views while there is a session; when it has ended, the sign-in, which leads back. */
export function SignedIn() {
  const { data: session } = useQuery(sessionQuery);
  const { href } = useLocation();
  return session ? <Shell /> : <Navigate to="/sign-in" search={{ next: href }} replace />;
}
