import { describe, expect, test } from "vitest";
import { parametersOf, textOf, typedValue } from "./parameters";

test("flat style and JSON Schema mean the same", () => {
  const flat = parametersOf({ n: { type: "integer", required: true, default: 3, description: "How many" } });
  const schema = parametersOf({
    type: "object",
    properties: { n: { type: "integer", default: 3, description: "How many" } },
    required: ["n"],
  });
  expect(flat).toEqual(schema);
  expect(flat[0]).toMatchObject({ name: "n", type: "integer", required: true, initial: 3 });
});

test("no parameters is no fields", () => expect(parametersOf(undefined)).toEqual([]));

describe("typed text", () => {
  const parameter = (type: string) =>
    parametersOf({ p: { type } })[0] as ReturnType<typeof parametersOf>[number];
  test.each([
    ["string", "5", "5"],
    ["integer", "5", 5],
    ["number", "2.5", 2.5],
    ["boolean", "false", false],
    ["array", "[1,2]", [1, 2]],
    ["object", '{"a":1}', { a: 1 }],
    ["other", "plain", "plain"],
    ["other", "7", 7],
  ])("%s %s", (type, text, value) => expect(typedValue(parameter(type), text)).toEqual(value));
  test("left empty is not given", () => expect(typedValue(parameter("string"), "")).toBeUndefined());
  test("no number", () => expect(() => typedValue(parameter("integer"), "x")).toThrow("p must be a number"));
  test("no JSON", () => expect(() => typedValue(parameter("array"), "x")).toThrow("p must be JSON"));
});

test("values are shown as one would type them", () => {
  expect([textOf("a"), textOf([1]), textOf(true), textOf(undefined)]).toEqual(["a", "[1]", "true", ""]);
});
