import { SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { LinkButton } from "../../components/links.tsx";
import { type IntegrationType, shelvesOf } from "./model.ts";

/** All tools on their shelves. Enter in the search takes the first one that is left. */
export function ToolGallery({ types }: { types: readonly IntegrationType[] }) {
  const [text, setText] = useState("");
  const navigate = useNavigate();
  const shelves = shelvesOf(types, text);
  const first = text.trim() === "" ? undefined : shelves[0]?.types[0];
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (first) void navigate({ to: "/integrations/new", search: { type: first.type } });
        }}
      >
        <TextInput
          type="search"
          aria-label="Find a tool"
          placeholder="Find a tool"
          leftSection={<IconSearch size={16} />}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          mb="md"
          maw={420}
          data-autofocus
        />
      </form>
      {shelves.length === 0 && (
        <EmptyState
          title="No such tool yet"
          action={
            <LinkButton to="/integrations/new" search={{ type: "generic" }}>
              Take the generic webhook
            </LinkButton>
          }
        >
          Anything that can send JSON by HTTP fits the generic webhook.
        </EmptyState>
      )}
      <Stack gap="lg">
        {shelves.map((shelf) => (
          <section key={shelf.label} aria-label={shelf.label}>
            <Title order={2} mb="xs">
              {shelf.label}
            </Title>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="xs">
              {shelf.types.map((type) => (
                <ToolCard key={type.type} type={type} />
              ))}
            </SimpleGrid>
          </section>
        ))}
      </Stack>
    </>
  );
}

function ToolCard({ type: { type, title, signatures } }: { type: IntegrationType }) {
  return (
    <LinkButton
      to="/integrations/new"
      search={{ type }}
      variant="default"
      justify="flex-start"
      h="auto"
      py={8}
      styles={{ label: { whiteSpace: "normal" } }}
    >
      <Stack gap={0} align="flex-start">
        <span>{title}</span>
        <Text size="xs" c="dimmed" fw={400} component="span">
          {signatures.length > 0 ? `${type} · signs its requests` : type}
        </Text>
      </Stack>
    </LinkButton>
  );
}
