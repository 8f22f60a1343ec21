import { expect, test } from "vitest";
import type { Blocker } from "../api/executions";
import { titleOf, told } from "./waits";

const reason = (code: Blocker["code"], task: string | null, message = code): Blocker => ({
  code,
  message,
  execution: "e1",
  task,
  attempt: null,
  by: [],
  since: null,
  until: null,
});

test("what can be helped comes first, and nothing twice", () => {
  const reasons = [reason("sleep", "a"), reason("child", "b"), reason("inquiry", "c"), reason("sleep", "a")];
  expect(told(reasons).map((each) => each.code)).toEqual(["inquiry", "sleep"]);
});

test("a pause of the whole run is not said again of each task", () => {
  expect(told([reason("paused", null), reason("paused", "a")])).toHaveLength(1);
});

test("a nested run is named if nothing else is known", () => {
  expect(told([reason("child", "a")])).toHaveLength(1);
});

test("a question says whom it waits for", () => {
  expect(titleOf({ ...reason("inquiry", "a"), by: ["ops"] })).toBe("Waits for an answer of ops");
});
