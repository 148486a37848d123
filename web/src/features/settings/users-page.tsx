import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHasRole } from "../../api/session.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { Time } from "../../components/time.tsx";
import { userListQuery } from "./api/list-users.ts";
import { NewUserForm } from "./new-user-form.tsx";
import { RecordTable } from "./record-table.tsx";
import { RoleField, type User, UserDeeds } from "./user-deeds.tsx";

export function UsersPage() {
  const mayChange = useHasRole("admin");
  const [isMaking, setMaking] = useState(false);
  const users = useInfiniteQuery(userListQuery);
  return (
    <>
      <PageHeader
        title="Users"
        actions={
          mayChange && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)} disabled={isMaking}>
              New user
            </Button>
          )
        }
      />
      {isMaking && <NewUserForm onClose={() => setMaking(false)} />}
      <QueryView query={users}>
        {(rows) => (
          <RecordTable
            label="Users"
            rows={rows}
            columns={mayChange ? [...columns, { label: "Actions", show: showDeeds }] : columns}
            isDimmed={({ deactivated_at }) => deactivated_at !== null}
          />
        )}
      </QueryView>
      <ShowMore query={users} what="users" />
    </>
  );
}

const columns = [
  { label: "Name", show: ({ username }: User) => username },
  { label: "Mail", show: ({ email }: User) => email || "none" },
  { label: "Role", show: (user: User) => <RoleField user={user} /> },
  { label: "Time zone", show: ({ timezone }: User) => timezone ?? "not set" },
  {
    label: "Since",
    show: ({ created_at: createdAt, deactivated_at: deactivatedAt }: User) => (
      <>
        {deactivatedAt && "deactivated "}
        <Time at={deactivatedAt ?? createdAt} />
      </>
    ),
  },
];

const showDeeds = (user: User) => <UserDeeds user={user} />;
