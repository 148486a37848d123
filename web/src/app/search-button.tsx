import { Kbd, Text, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import classes from "./search-button.module.css";

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Opens the command palette. */
export function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <UnstyledButton className={classes.button} onClick={onClick} aria-keyshortcuts="Control+K Meta+K">
      <IconSearch size={16} aria-hidden />
      <Text size="sm" truncate flex={1}>
        Search or command
      </Text>
      <Kbd size="xs" visibleFrom="sm">
        {isApple ? "⌘ K" : "Ctrl K"}
      </Kbd>
    </UnstyledButton>
  );
}
