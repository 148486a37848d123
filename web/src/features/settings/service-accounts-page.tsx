import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { createServiceAccount } from "./api/create-service-account.ts";
import { serviceAccountListQuery } from "./api/list-service-accounts.ts";
import { NameForm } from "./name-form.tsx";
import { ServiceAccountCard } from "./service-account-card.tsx";

export function ServiceAccountsPage() {
  const [isMaking, setMaking] = useState(false);
  const accounts = useInfiniteQuery(serviceAccountListQuery);
  return (
    <>
      <PageHeader
        title="Service accounts"
        description="One for each system that calls this server. They are nobody's, so they stay when people go."
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)} disabled={isMaking}>
            New service account
          </Button>
        }
      />
      {isMaking && (
        <NameForm
          title="New service account"
          nameLabel="Name of the system"
          submitLabel="Make service account"
          description={<Text size="sm">Declaring incidents needs the role of a responder.</Text>}
          hasRole
          save={createServiceAccount}
          onSaved={() => setMaking(false)}
          onCancel={() => setMaking(false)}
        />
      )}
      <QueryView query={accounts}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title="No service accounts">
              Make one for the first system that declares incidents or calls the API.
            </EmptyState>
          ) : (
            rows.map((account) => <ServiceAccountCard key={account.id} account={account} />)
          )
        }
      </QueryView>
      <ShowMore query={accounts} what="service accounts" />
    </>
  );
}
