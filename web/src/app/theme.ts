import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const accent: MantineColorsTuple = [
  "#eef2ff",
  "#dbe4ff",
  "#bac8ff",
  "#91a7ff",
  "#748ffc",
  "#5c7cfa",
  "#4c6ef5",
  "#3b5bdb",
  "#364fc7",
  "#2b3f9e",
];

/** One family of greys with the grounds below. */
const dark: MantineColorsTuple = [
  "#dee2e6",
  "#c1c8ce",
  "#868e96",
  "#6b737b",
  "#454b52",
  "#3b4147",
  "#272b30",
  "#1e2125",
  "#191b1f",
  "#121416",
];

/** Plain and dense: system fonts, small controls, one accent colour. */
export const theme = createTheme({
  primaryColor: "accent",
  colors: { accent, dark },
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  defaultRadius: "sm",
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontWeight: "600", sizes: { h1: { fontSize: "1.35rem" }, h2: { fontSize: "1.05rem" } } },
  components: {
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true, multiline: true, maw: 320 } },
    ActionIcon: { defaultProps: { variant: "subtle" } },
    // The placeholder is an element that a menu may not have; the first item takes the focus instead.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: true } },
  },
});

/** Greys and reds with at least 4.5:1 against their ground, and the colours of the states. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-placeholder": "#6b7278",
    "--mantine-color-error": "#c92a2a",
    "--mantine-color-red-outline": "#c92a2a",
    "--mantine-color-red-filled": "#c92a2a",
    "--mantine-color-red-filled-hover": "#b02525",
    "--mantine-color-green-outline": "#20703a",
    "--mantine-color-orange-outline": "#8a5100",
    "--mantine-color-anchor": "#364fc7",
    "--tocsin-ground": "#f8f9fa",
    "--tocsin-raised": "#ffffff",
    "--tocsin-line": "#dee2e6",
    "--tocsin-firing": "#c92a2a",
    "--tocsin-firing-ground": "#fff0f0",
    "--tocsin-acknowledged": "#8a5100",
    "--tocsin-acknowledged-ground": "#fff5db",
    "--tocsin-silenced": "#495057",
    "--tocsin-silenced-ground": "#eceff1",
    "--tocsin-resolved": "#20703a",
    "--tocsin-resolved-ground": "#e8f7ed",
    "--tocsin-selected": "#eef2ff",
  },
  dark: {
    "--mantine-color-red-filled": "#c92a2a",
    "--mantine-color-red-filled-hover": "#b02525",
    "--mantine-color-dimmed": "#a6adb4",
    "--mantine-color-placeholder": "#9aa1a8",
    "--mantine-color-error": "#ff8787",
    "--mantine-color-anchor": "#91a7ff",
    "--tocsin-ground": "#16181b",
    "--tocsin-raised": "#1e2125",
    "--tocsin-line": "#34393f",
    "--tocsin-firing": "#ff8787",
    "--tocsin-firing-ground": "#3a1c1f",
    "--tocsin-acknowledged": "#ffc860",
    "--tocsin-acknowledged-ground": "#362a12",
    "--tocsin-silenced": "#c1c8ce",
    "--tocsin-silenced-ground": "#2b3036",
    "--tocsin-resolved": "#7fd49a",
    "--tocsin-resolved-ground": "#17301f",
    "--tocsin-selected": "#232a45",
  },
});
