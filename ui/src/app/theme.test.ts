import { DEFAULT_THEME } from "@mantine/core";
import { expect, test } from "vitest";
import { readable, TINTS } from "./theme";

const READABLE = 4.5;

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

// On light, the library gives what is `light` a ground of the second lightest shade, and of the third under the pointer.
test.each(TINTS)("what is light and %s is readable in both themes, also under the pointer", (color) => {
  const { colors } = DEFAULT_THEME;
  const { light, dark } = readable(DEFAULT_THEME) as unknown as Record<string, Record<string, string>>;
  const name = `--mantine-color-${color}-light`;
  const onLight = light?.[`${name}-color`] ?? "";
  const onDark = dark?.[`${name}-color`] ?? "";
  expect(contrast(onLight, colors[color][1])).toBeGreaterThan(READABLE);
  expect(contrast(onLight, colors[color][2])).toBeGreaterThan(READABLE);
  expect(contrast(onDark, dark?.[name] ?? "")).toBeGreaterThan(READABLE);
  expect(contrast(onDark, dark?.[`${name}-hover`] ?? "")).toBeGreaterThan(READABLE);
});
