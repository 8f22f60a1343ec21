import { expect, test } from "vitest";
import { executionsSearch, filterOf } from "./search";

const now = Date.parse("2026-11-21T12:00:30Z");

test("what stands in a URL is taken only if it is a filter", () =>
  expect(
    executionsSearch({ status: "nope", dialect: "steps", since: "5y", from: "2026-13-99", label: 7 }),
  ).toEqual({
    dialect: "steps",
    label: "7",
  }));

test("a span begins at a full minute, so that the same question is asked for a while", () =>
  expect(filterOf({ since: "1h", nested: true }, now)).toMatchObject({
    started_after: "2026-11-21T11:00:00.000Z",
  }));

test("the last day is within the range", () => {
  const { started_after, started_before } = filterOf({ from: "2026-11-01", to: "2026-11-01" }, now);
  expect(Date.parse(started_before ?? "") - Date.parse(started_after ?? "")).toBe(86_400_000);
});

test("every filter is handed on", () =>
  expect(
    filterOf(
      { status: "failed", workflow: "a.b", pack: "a", dialect: "flow", label: "x", text: "y", page: 3 },
      now,
    ),
  ).toEqual({
    status: "failed",
    action_ref: "a.b",
    pack_name: "a",
    dialect: "flow",
    trace_tag: "x",
    text: "y",
    top_level: true,
    page: 3,
    per_page: 50,
  }));
