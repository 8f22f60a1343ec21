import { expect, test } from "vitest";
import { Problem } from "../api/client";
import { placed } from "./refusal";

const refused = (...paths: string[]) =>
  new Problem(
    400,
    "invalid",
    "Not valid",
    undefined,
    paths.map((path) => ({ path, message: `wrong ${path}` })),
  );

test("a mistake stands beside the closest field it names", () => {
  const { at, rest } = placed(refused("concurrency.limit", "quotas.0.limit", "rule#/conditions/0"), [
    "concurrency",
    "concurrency.limit",
    "quotas",
    "conditions",
  ]);
  expect(at).toEqual({
    "concurrency.limit": "wrong concurrency.limit",
    quotas: "wrong quotas.0.limit",
    conditions: "wrong rule#/conditions/0",
  });
  expect(rest).toBeUndefined();
});

test("what names no field is left, and only that", () => {
  const { at, rest } = placed(refused("label", "labels"), ["label"]);
  expect(Object.keys(at)).toEqual(["label"]);
  expect((rest as Problem).errors.map((each) => each.path)).toEqual(["labels"]);
});

test("a refusal without fields is left as it is", () => {
  const conflict = new Problem(409, "duplicate", "Exists", "There is one already", []);
  expect(placed(conflict, ["ref"])).toEqual({ at: {}, rest: conflict });
  expect(placed(null, ["ref"])).toEqual({ at: {}, rest: undefined });
});
