import { useQuery } from "@tanstack/react-query";
import { Navigate, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { sessionQuery } from "../api/session.ts";
import { Shell } from "./shell.tsx";

/** Shows views while there is a session; when it has ended, the sign-in, which leads back. */
export function SignedIn() {
  const { data: session } = useQuery(sessionQuery);
  return session ? <Shell /> : <ToSignIn />;
}

/** The way back is where it begins: while it leads away, the address is another one. */
function ToSignIn() {
  const { href } = useLocation();
  const [next] = useState(href);
  return <Navigate to="/sign-in" search={{ next }} replace />;
}
