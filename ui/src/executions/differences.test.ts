import { expect, test } from "vitest";
import { differences } from "./differences";

test("equal values do not differ", () =>
  expect(differences({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toEqual([]));

test("each differing place is named once, at its depth", () => {
  expect(differences({ a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1, c: 9 } })).toEqual([
    { path: "a.c", left: 2, right: 9 },
    { path: "d", left: 3, right: undefined },
  ]);
});

test("lists are compared whole", () => {
  expect(differences({ a: [1, 2] }, { a: [1, 3] })).toEqual([{ path: "a", left: [1, 2], right: [1, 3] }]);
});
