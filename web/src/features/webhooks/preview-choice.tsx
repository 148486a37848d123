import { Select, SimpleGrid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { eventChoicesQuery } from "./api/list-events.ts";
import { groupChoicesQuery } from "./api/list-groups.ts";
import type { PreviewAbout } from "./api/preview-webhook.ts";
import { testedEvents } from "./model.ts";

interface Props {
  about: PreviewAbout;
  onChange: (about: PreviewAbout) => void;
}

const made = { event: "alert group created" } as const;

/** What a preview is about: an event that happened, or one made of an alert group as it is now. */
export function PreviewChoice({ about, onChange }: Props) {
  const events = useQuery(eventChoicesQuery);
  const past = (events.data?.items ?? []).map(({ id, type, title }) => ({
    value: String(id),
    label: title === "" ? `${type} (${id})` : `${type}: ${title} (${id})`,
  }));
  return (
    <>
      <Select
        label="A past event"
        placeholder="None: as if it happened now"
        data={past}
        value={"event_id" in about ? String(about.event_id) : null}
        searchable
        clearable
        onChange={(id) => onChange(id === null ? made : { event_id: Number(id) })}
      />
      {"event" in about && <MadeEvent about={about} onChange={onChange} />}
    </>
  );
}

function MadeEvent({ about, onChange }: Props & { about: { event: string; alert_group?: string } }) {
  const groups = useQuery(groupChoicesQuery);
  const options = (groups.data?.items ?? []).map(({ id, title }) => ({
    value: id,
    label: `${title} (${id})`,
  }));
  const event = testedEvents.find((each) => each === about.event) ?? made.event;
  const group = about.alert_group === undefined ? {} : { alert_group: about.alert_group };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Select
        label="About the alert group"
        placeholder="The newest"
        data={options}
        value={about.alert_group ?? null}
        searchable
        clearable
        onChange={(id) => onChange(id === null ? { event } : { event, alert_group: id })}
      />
      <Select
        label="Event"
        data={[...testedEvents]}
        value={event}
        allowDeselect={false}
        onChange={(chosen) =>
          onChange({ ...group, event: testedEvents.find((each) => each === chosen) ?? event })
        }
      />
    </SimpleGrid>
  );
}
