import { type CSSVariablesResolver, createTheme } from "@mantine/core";

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
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
  },
});

/** Where the library's greys, reds and greens are too pale to be read by everybody. */
export const readable: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": colors.gray[7],
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
    "--mantine-color-dimmed": colors.dark[1],
    "--mantine-color-red-text": colors.red[4],
    "--mantine-color-error": colors.red[4],
  },
});
