import { Spotlight, type SpotlightActionData, spotlight } from "@mantine/spotlight";
import { IconKeyboard, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { destinations } from "./navigation.ts";
import { usePaletteSearch } from "./palette-search.ts";

interface PaletteProps {
  onClose: () => void;
  onShowKeys: () => void;
}

/** Goes anywhere; finds alert groups by title and integrations by name. */
export function Palette({ onClose, onShowKeys }: PaletteProps) {
  const [query, setQuery] = useState("");
  const navigate = useNavigate();
  const found = usePaletteSearch(query);
  useEffect(() => spotlight.open(), []);
  const actions: SpotlightActionData[] = [
    ...destinations.map(({ to, label, icon: Icon }) => ({
      id: to,
      label,
      leftSection: <Icon size={18} stroke={1.6} />,
      onClick: () => navigate({ to }),
    })),
    { id: "keys", label: "Show the keys", leftSection: <IconKeyboard size={18} />, onClick: onShowKeys },
    ...found.integrations.map(({ id, name, type_title }) => ({
      id,
      label: name,
      description: `Integration, ${type_title}`,
      keywords: query,
      onClick: () => navigate({ to: "/integrations/$id", params: { id } }),
    })),
    ...found.groups.map(({ id, title, status }) => ({
      id,
      label: title,
      description: `Alert group, ${status}`,
      keywords: query,
      onClick: () => navigate({ to: "/alert-groups/$id", params: { id } }),
    })),
  ];
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      limit={12}
      highlightQuery
      nothingFound="Nothing found"
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: "Go to, or find an alert group or integration",
        "aria-label": "Search or command",
      }}
    />
  );
}
