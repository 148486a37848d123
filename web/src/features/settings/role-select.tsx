import { Select, type SelectProps } from "@mantine/core";

const roles = [
  { value: "viewer", label: "viewer: may look" },
  { value: "responder", label: "responder: may act on alert groups and incidents" },
  { value: "editor", label: "editor: may change integrations and webhooks" },
  { value: "admin", label: "admin: may do everything" },
];

/** What somebody, or something, may do. */
export function RoleSelect(props: Omit<SelectProps, "data">) {
  return <Select label="Role" data={roles} allowDeselect={false} {...props} />;
}
