import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { sessionQuery } from "../api/session.ts";
import { Shell } from "./shell.tsx";

/** Shows views while there is a session; when it has ended, the sign-in, which leads back. */
export function SignedIn() {
  const { data: session } = useQuery(sessionQuery);
  return session ? <Shell /> : <ToSignIn />;
}

/** Leaves once: a <Navigate> that is drawn again while it leads away would start over without end. */
function ToSignIn() {
  const navigate = useNavigate();
  const { href } = useLocation();
  const leave = useEffectEvent(
    () => void navigate({ to: "/sign-in", search: { next: href }, replace: true }),
  );
  useEffect(() => leave(), []);
  return null;
}
