import { Alert, Button, Code, Paper, Stack, Tabs, Text, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { errorText } from "../../components/error-state.tsx";
import { PasswordForm } from "./password-form.tsx";
import { TokenForm } from "./token-form.tsx";
import { useSignIn } from "./use-sign-in.ts";

const route = getRouteApi("/sign-in");

/** Opening a link only shows a button: mail scanners and previews open links too, and must not use them up. */
export function SignInPage() {
  const { token, next } = route.useSearch();
  const signIn = useSignIn(next);
  useEffect(() => {
    document.title = "Sign in · Tocsin";
  }, []);
  return (
    <Stack component="main" maw={400} mx="auto" px="md" py={48} gap="md">
      <Title order={1}>Sign in to Tocsin</Title>
      {signIn.isError && (
        <Alert color="red" variant="outline" role="alert">
          {errorText(signIn.error)}
        </Alert>
      )}
      {token !== undefined && (
        <Paper withBorder p="md">
          <Stack>
            <Button size="md" loading={signIn.isPending} onClick={() => signIn.mutate({ link_token: token })}>
              Sign in on this device
            </Button>
            <Text size="sm" c="dimmed">
              The link works once.
            </Text>
          </Stack>
        </Paper>
      )}
      <Paper withBorder p="md">
        <Tabs defaultValue="password">
          <Tabs.List grow mb="md">
            <Tabs.Tab value="password">Password</Tabs.Tab>
            <Tabs.Tab value="token">API token</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="password">
            <PasswordForm isPending={signIn.isPending} onSubmit={signIn.mutate} />
          </Tabs.Panel>
          <Tabs.Panel value="token">
            <TokenForm isPending={signIn.isPending} onSubmit={signIn.mutate} />
          </Tabs.Panel>
        </Tabs>
      </Paper>
      <Text size="sm" c="dimmed">
        No password yet? Whoever runs this server makes a link that works once:{" "}
        <Code>npx tocsin sign-in-link --user NAME</Code>. The server also prints one when it starts.
      </Text>
    </Stack>
  );
}
