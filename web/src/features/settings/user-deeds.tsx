import { Button, Group, Select } from "@mantine/core";
import type { components } from "../../api/schema.d.ts";
import { type Role, useHasRole } from "../../api/session.ts";
import { ConfirmButton } from "../../components/confirm-button.tsx";
import { changeUser, type UserChange } from "./api/change-user.ts";
import { SignInLinkButton } from "./sign-in-link-button.tsx";
import { useSettingsChange } from "./use-settings-change.ts";

export type User = components["schemas"]["User"];

const roles: readonly Role[] = ["viewer", "responder", "editor", "admin"];

/** The role of a user; admins change it on the spot. */
export function RoleField({ user: { id, username, role, deactivated_at: deactivatedAt } }: { user: User }) {
  const mayChange = useHasRole("admin");
  const change = useSettingsChange({
    mutationFn: (next: Role) => changeUser(id, { role: next }),
    done: `The role of ${username} is changed.`,
  });
  if (!mayChange || deactivatedAt !== null) return role;
  return (
    <Select
      aria-label={`Role of ${username}`}
      size="xs"
      w={120}
      data={roles}
      value={role}
      onChange={(next) => next !== null && next !== role && change.mutate(next)}
      allowDeselect={false}
      disabled={change.isPending}
    />
  );
}

/** What an admin does with a user. */
export function UserDeeds({ user }: { user: User }) {
  const { id, username } = user;
  const change = useSettingsChange({ mutationFn: (update: UserChange) => changeUser(id, update) });
  if (user.deactivated_at !== null) {
    return (
      <Button
        variant="default"
        size="xs"
        loading={change.isPending}
        onClick={() => change.mutate({ is_active: true })}
      >
        Reactivate
      </Button>
    );
  }
  return (
    <Group gap="xs">
      <SignInLinkButton id={id} username={username} />
      <ConfirmButton
        size="xs"
        question={`Deactivate ${username}?`}
        consequence="All their sessions and tokens end. They can be reactivated later."
        confirmLabel="Deactivate"
        loading={change.isPending}
        onConfirm={() => change.mutate({ is_active: false })}
      >
        Deactivate
      </ConfirmButton>
    </Group>
  );
}
