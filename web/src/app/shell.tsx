import { AppShell, Burger, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { NavigationLink } from "../components/links.tsx";
import { handleKey, useShortcuts } from "../components/shortcuts.ts";
import { AccountMenu } from "./account-menu.tsx";
import { destinations } from "./navigation.ts";
import { SearchButton } from "./search-button.tsx";
import classes from "./shell.module.css";

const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));
const KeyLegend = lazy(async () => ({ default: (await import("./key-legend.tsx")).KeyLegend }));

/** What surrounds every view: navigation, account, keys. */
export function Shell() {
  const [isMenuOpen, menu] = useDisclosure(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isLegendOpen, legend] = useDisclosure(false);
  useKeys({ openLegend: legend.open, openPalette: () => setPaletteOpen(true) });
  return (
    <AppShell
      layout="alt"
      header={{ height: 48, collapsed: false }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !isMenuOpen } }}
      padding={{ base: "sm", sm: "md" }}
    >
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <AppShell.Header className={classes.bar}>
        <Group h="100%" px="sm" gap="xs" wrap="nowrap">
          <Burger
            opened={isMenuOpen}
            onClick={menu.toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label="Navigation"
          />
          <SearchButton onClick={() => setPaletteOpen(true)} />
          <AccountMenu onShowKeys={legend.open} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.bar} p="xs" aria-label="Main">
        <Group justify="space-between" h={34} px={6} mb="xs">
          <Text fw={700}>Tocsin</Text>
          <Burger opened onClick={menu.close} hiddenFrom="sm" size="sm" aria-label="Close navigation" />
        </Group>
        {destinations.map(({ to, label, icon: Icon }) => (
          <NavigationLink
            key={to}
            to={to}
            label={label}
            leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
            activeProps={{ active: true, "aria-current": "page" }}
            onClick={menu.close}
            className={classes.link}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
      <Suspense>
        {isPaletteOpen && <Palette onClose={() => setPaletteOpen(false)} onShowKeys={legend.open} />}
        {isLegendOpen && <KeyLegend onClose={legend.close} />}
      </Suspense>
    </AppShell>
  );
}

function useKeys({ openLegend, openPalette }: { openLegend: () => void; openPalette: () => void }): void {
  const navigate = useNavigate();
  useShortcuts("Everywhere", [
    { keys: "?", label: "Show the keys", run: openLegend },
    ...destinations.map(({ to, label, keys }) => ({
      keys,
      label: `Go to ${label}`,
      run: () => navigate({ to }),
    })),
  ]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        openPalette();
        return;
      }
      handleKey(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
