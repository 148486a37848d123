import { Stack } from "@mantine/core";
import { useSession } from "../../api/session.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { Appearance } from "./appearance.tsx";
import { Facts } from "./facts.tsx";
import { OwnTokens } from "./own-tokens.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { Sessions } from "./sessions.tsx";

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
            { label: "Role", value: role },
          ]}
        />
        {user && <ProfileForm user={user} />}
        {user && <PasswordForm />}
        <Appearance />
        {user && <OwnTokens />}
        {user && <Sessions />}
      </Stack>
    </>
  );
}
