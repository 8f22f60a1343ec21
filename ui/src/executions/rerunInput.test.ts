import { expect, test } from "vitest";
import { changedInput } from "./rerunInput";

const before = { image: "app:1", count: 2, key: "[secret]" };

test("only what was changed is given, so secrets are rendered again", () =>
  expect(changedInput(before, '{"image": "app:2", "count": 2, "key": "[secret]", "more": [1]}')).toEqual({
    image: "app:2",
    more: [1],
  }));

test.each([
  ["{", "is no JSON"],
  ["[1]", "must be an object: {…}"],
  ['{"image": "app:1"}', "lacks count, key; to empty a value, set it to null"],
])("%s is refused", (text, why) => expect(changedInput(before, text)).toBe(why));
