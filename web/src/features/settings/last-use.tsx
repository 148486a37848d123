import { Time } from "../../components/time.tsx";

interface LastUseProps {
  token: { last_used_at: string | null; revoked_at: string | null };
}

/** When a token was used last, or that it is over. */
export function LastUse({ token }: LastUseProps) {
  if (token.revoked_at !== null) {
    return (
      <>
        revoked <Time at={token.revoked_at} />
      </>
    );
  }
  return token.last_used_at === null ? "never" : <Time at={token.last_used_at} />;
}
