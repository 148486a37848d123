import { Stack } from "@mantine/core";
import { useSession } from "../../api/session.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { Appearance } from "./appearance.tsx";
import { Facts } from "./facts.tsx";

export function ProfilePage() {
  const { user, role } = useSession();
  return (
    <>
      <PageHeader title="Profile" />
      <Stack maw={560}>
        <Facts
          title="Who you are"
          facts={[
            { label: "Username", value: user?.username ?? "a token of nobody" },
            { label: "Mail", value: user?.email || "none" },
            { label: "Role", value: role },
          ]}
        />
        <Appearance />
      </Stack>
    </>
  );
}
