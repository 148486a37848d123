import { Alert, Anchor, Image, Stack, Text } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { Markdown } from "../../components/markdown.tsx";
import type { GroupDetail } from "./model.ts";
import { Section } from "./section.tsx";

/** What the alert says, by the templates of its integration. */
export function GroupMessage({ group }: { group: GroupDetail }) {
  const { message, image_url: imageUrl, source_link: sourceLink, failures } = group.appearance;
  const errors = [...failures, ...group.template_errors];
  return (
    <Section title="Message">
      <Stack gap="xs" align="stretch">
        {sourceLink && (
          <Anchor href={sourceLink} target="_blank" rel="noopener noreferrer" w="fit-content">
            Open in the source <IconExternalLink size={14} aria-hidden />
          </Anchor>
        )}
        {errors.length > 0 && (
          <Alert
            color="yellow"
            variant="outline"
            title="A template failed; the alert was grouped all the same"
          >
            {errors.map(({ slot, message: reason }) => (
              <Text size="sm" key={slot + reason}>
                {slot}: {reason}
              </Text>
            ))}
          </Alert>
        )}
        {message ? <Markdown source={message} /> : <Text c="dimmed">The alert has no message.</Text>}
        {imageUrl && (
          <Image
            src={imageUrl}
            alt="Image of the alert"
            radius="sm"
            fit="contain"
            mah={420}
            w="auto"
            maw="100%"
          />
        )}
      </Stack>
    </Section>
  );
}
