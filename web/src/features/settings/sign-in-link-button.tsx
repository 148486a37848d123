import { Button, Modal } from "@mantine/core";
import { CopyField } from "../../components/copy-field.tsx";
import { makeSignInLink } from "./api/make-sign-in-link.ts";
import { useSettingsChange } from "./use-settings-change.ts";

/** Makes a link that lets a user in, and shows it this once. */
export function SignInLinkButton({ id, username }: { id: string; username: string }) {
  const make = useSettingsChange({ mutationFn: () => makeSignInLink(id) });
  return (
    <>
      <Button variant="default" size="xs" loading={make.isPending} onClick={() => make.mutate(undefined)}>
        Sign-in link
      </Button>
      <Modal
        opened={make.data !== undefined}
        onClose={make.reset}
        title={`Sign-in link for ${username}`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <CopyField
          label="Link"
          value={make.data?.url ?? ""}
          description={`Whoever opens it within an hour, once, is ${username}. It is shown this once.`}
        />
      </Modal>
    </>
  );
}
