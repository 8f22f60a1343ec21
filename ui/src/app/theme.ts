import { type CSSVariablesResolver, createTheme, type MantineTheme } from "@mantine/core";

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.2,
  cursorType: "pointer",
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', Menlo, monospace",
  headings: { fontWeight: "650" },
  components: {
    Badge: { defaultProps: { tt: "none", radius: "sm", fw: 600 } },
    Alert: { defaultProps: { radius: "md" } },
    Tabs: { defaultProps: { keepMounted: false } },
    // Room for a scrollbar only where there is one.
    TableScrollContainer: { defaultProps: { scrollAreaProps: { offsetScrollbars: "present" } } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
  },
});

/** What a state, a warning or a button that is `light` is coloured with. */
export const TINTS = ["gray", "red", "orange", "teal", "violet", "yellow", "blue", "indigo"] as const;

/** So much of one colour on another, as `#rrggbb`. */
function mixed(share: number, colour: string, ground: string): string {
  const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => Math.round(share * part(colour, at) + (1 - share) * part(ground, at)));
  return `#${parts.map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}

/** Calm tints on the dark ground, where the library has saturated ones with white text, and black for grey. */
function darkTints(colors: MantineTheme["colors"]): Record<string, string> {
  return Object.fromEntries(
    TINTS.flatMap((name) => [
      [`--mantine-color-${name}-light`, mixed(0.2, colors[name][6], colors.dark[7])],
      [`--mantine-color-${name}-light-hover`, mixed(0.3, colors[name][6], colors.dark[7])],
      [`--mantine-color-${name}-light-color`, colors[name][2]],
    ]),
  );
}

/** Where the library's colours are too pale, or too loud, to be read by everybody. */
export const readable: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": colors.gray[7],
    "--mantine-color-placeholder": "#6c757d",
    "--mantine-color-red-text": colors.red[9],
    "--mantine-color-error": colors.red[9],
    "--mantine-color-teal-light-color": "#05563e",
    "--mantine-color-red-light-color": "#a51111",
    "--mantine-color-orange-light-color": "#a33a00",
    "--mantine-color-yellow-light-color": "#6b3d00",
    "--mantine-color-violet-light-color": "#5230b0",
    "--mantine-color-blue-light-color": "#0f4c8a",
    "--mantine-color-gray-light-color": colors.gray[8],
    "--mantine-color-indigo-light-color": "#2f44ad",
  },
  dark: {
    ...darkTints(colors),
    "--mantine-color-dimmed": colors.dark[1],
    "--mantine-color-placeholder": "#979797",
    "--mantine-color-red-text": colors.red[4],
    "--mantine-color-error": colors.red[4],
  },
});
