import { expect, test } from "vitest";
import { fromElk, toElk } from "./layout";

const diamond = {
  nodes: ["a", "b", "c", "d"].map((name) => ({ name, group: null })),
  edges: [
    { from: "a", to: "b" },
    { from: "a", to: "c" },
    { from: "b", to: "d" },
    { from: "c", to: "d" },
  ],
};

test("every node and every arrow is laid out", () => {
  const elk = toElk(diamond);
  expect(elk.children.map((child) => child.id)).toEqual(["a", "b", "c", "d"]);
  expect(elk.edges).toHaveLength(4);
});

test("members of a group lie inside it", () => {
  const elk = toElk({
    nodes: [
      { name: "checks", group: null },
      { name: "lint", group: "checks" },
      { name: "unit", group: "checks" },
    ],
    edges: [],
  });
  expect(elk.children).toHaveLength(1);
  const places = fromElk({
    id: "root",
    children: [{ id: "checks", x: 1, y: 2, width: 300, height: 90, children: [{ id: "lint", x: 5, y: 6 }] }],
  });
  expect(places.lint).toMatchObject({ x: 5, y: 6, parent: "checks" });
});

test("what lies in a group can hold others, and items fill lines", () => {
  const elk = toElk({
    nodes: [
      { name: "each", group: null },
      { name: "each#0", group: "each" },
      { name: "each#0/a", group: "each#0" },
      { name: "lost", group: "gone" },
    ],
    edges: [],
  });
  expect(elk.children.map((child) => child.id)).toEqual(["each", "lost"]);
  expect(elk.children[0]?.layoutOptions?.["elk.algorithm"]).toBe("rectpacking");
  expect(elk.children[0]?.children?.[0]?.children?.[0]?.id).toBe("each#0/a");
});
