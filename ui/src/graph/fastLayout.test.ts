import { expect, test } from "vitest";
import { fastLayout } from "./fastLayout";
import type { Layout, Shape } from "./layout";

const shape = (names: string, ...ways: string[]): Shape => ({
  nodes: names.split(" ").map((name) => {
    const [own = "", group = null] = name.split("@");
    return { name: own, group };
  }),
  edges: ways.map((way) => ({ from: way.split(">")[0] ?? "", to: way.split(">")[1] ?? "" })),
});

function overlaps(places: Layout): string[] {
  const all = Object.entries(places);
  return all.flatMap(([one, a]) =>
    all
      .filter(
        ([other, b]) =>
          one < other &&
          a.parent === b.parent &&
          a.x < b.x + b.width &&
          b.x < a.x + a.width &&
          a.y < b.y + b.height &&
          b.y < a.y + a.height,
      )
      .map(([other]) => `${one} and ${other}`),
  );
}

test("what follows lies below, beside what stands at the same place", () => {
  const places = fastLayout(shape("a b c d", "a>b", "a>c", "b>d", "c>d"));
  expect(places.b?.y).toBe(places.c?.y);
  expect((places.a?.y ?? 0) < (places.b?.y ?? 0) && (places.b?.y ?? 0) < (places.d?.y ?? 0)).toBe(true);
  expect(overlaps(places)).toEqual([]);
});

test("a chain stands upright", () => {
  const places = fastLayout(shape("a b c", "a>b", "b>c"));
  expect(new Set(Object.values(places).map((place) => place.x)).size).toBe(1);
});

test("a loop has an end", () => {
  const places = fastLayout(shape("a b c", "a>b", "b>c", "c>a", "b>b"));
  expect((places.a?.y ?? 0) < (places.c?.y ?? 0)).toBe(true);
});

test("what lies in a group lies within its frame", () => {
  const places = fastLayout(shape("g x@g y@g z lost@gone", "x>y", "y>z"));
  const { g, x, y, z } = places;
  expect(x?.parent).toBe("g");
  expect((y?.y ?? 0) + (y?.height ?? 0)).toBeLessThan(g?.height ?? 0);
  expect((z?.y ?? 0) > (g?.y ?? 0)).toBe(true);
  expect(overlaps(places)).toEqual([]);
});

test("thousands of nodes find places at once, and none upon another", () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `t${index}`);
  const ways = names.flatMap((_, index) => [`t${index}>t${index + 60}`, `t${index}>t${index + 61}`]);
  const places = fastLayout(shape(names.join(" "), ...ways.slice(0, 5_800)));
  expect(Object.keys(places)).toHaveLength(3_000);
  const layers = new Map<number, { x: number; width: number }[]>();
  for (const place of Object.values(places)) {
    layers.set(place.y, [...(layers.get(place.y) ?? []), place]);
  }
  for (const layer of layers.values()) {
    const sorted = layer.toSorted((a, b) => a.x - b.x);
    sorted.slice(1).forEach((place, index) => {
      expect(place.x).toBeGreaterThanOrEqual((sorted[index]?.x ?? 0) + (sorted[index]?.width ?? 0));
    });
  }
});
