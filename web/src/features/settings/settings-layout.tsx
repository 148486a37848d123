import { Outlet } from "@tanstack/react-router";
import { useHasRole } from "../../api/session.ts";
import { TextLink } from "../../components/links.tsx";
import classes from "./settings-layout.module.css";

const parts = [
  { to: "/settings/profile", label: "Profile", isForAdmins: false },
  { to: "/settings/users", label: "Users", isForAdmins: false },
  { to: "/settings/teams", label: "Teams", isForAdmins: false },
  { to: "/settings/tokens", label: "API tokens", isForAdmins: true },
  { to: "/settings/service-accounts", label: "Service accounts", isForAdmins: true },
  { to: "/settings/instance", label: "Instance", isForAdmins: false },
  { to: "/settings/audit", label: "Audit log", isForAdmins: true },
] as const;

/** The parts of the settings, each at its own address; what only admins may see is shown to them only. */
export function SettingsLayout() {
  const isAdmin = useHasRole("admin");
  return (
    <>
      <nav aria-label="Settings" className={classes.parts}>
        {parts
          .filter(({ isForAdmins }) => isAdmin || !isForAdmins)
          .map(({ to, label }) => (
            <TextLink
              key={to}
              to={to}
              className={classes.part}
              underline="never"
              activeProps={{ "data-active": true, "aria-current": "page" }}
            >
              {label}
            </TextLink>
          ))}
      </nav>
      <Outlet />
    </>
  );
}
