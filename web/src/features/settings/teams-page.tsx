import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHasRole } from "../../api/session.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { createTeam } from "./api/create-team.ts";
import { teamListQuery } from "./api/list-teams.ts";
import { userListQuery } from "./api/list-users.ts";
import { NameForm } from "./name-form.tsx";
import { TeamCard } from "./team-card.tsx";

export function TeamsPage() {
  const mayChange = useHasRole("admin");
  const [isMaking, setMaking] = useState(false);
  const teams = useInfiniteQuery(teamListQuery);
  const { data: users = [] } = useInfiniteQuery(userListQuery);
  return (
    <>
      <PageHeader
        title="Teams"
        description="Integrations and webhooks may belong to one."
        actions={
          mayChange && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)} disabled={isMaking}>
              New team
            </Button>
          )
        }
      />
      {isMaking && (
        <NameForm
          title="New team"
          nameLabel="Name"
          submitLabel="Make team"
          save={({ name }) => createTeam({ name })}
          onSaved={() => setMaking(false)}
          onCancel={() => setMaking(false)}
        />
      )}
      <QueryView query={teams}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title="No teams yet">
              A team says whose an integration or a webhook is. Small installations need none.
            </EmptyState>
          ) : (
            rows.map((team) => <TeamCard key={team.id} team={team} users={users} mayChange={mayChange} />)
          )
        }
      </QueryView>
      <ShowMore query={teams} what="teams" />
    </>
  );
}
