import { expect, test } from "vitest";
import { asCommand, asCurl, type Start } from "./asCommand";

const start: Start = {
  ref: "demo.deploy",
  parameters: {},
  label: "",
  origin: "http://localhost:8080",
  guarded: false,
};

test("a command quotes what a shell would change, and texts that would be read as something else", () => {
  const parameters = { env: "prod", note: "it's $HOME", list: [1], code: "17", count: 17 };
  expect(asCommand({ ...start, parameters, label: "spring sale" })).toBe(
    [
      "heddle workflow execute demo.deploy --watch",
      "--api-url http://localhost:8080",
      "--label 'spring sale'",
      "--param env=prod",
      `--param 'note=it'\\''s $HOME'`,
      "--param 'list=[1]'",
      `--param 'code="17"'`,
      "--param count=17",
    ].join(" \\\n  "),
  );
});

test("a request carries the parameters as JSON, and a token where one is needed", () => {
  expect(asCurl({ ...start, parameters: { n: 1 } })).toContain(`-d '{"parameters":{"n":1}}'`);
  expect(asCurl(start)).not.toContain("Authorization");
  expect(asCurl({ ...start, guarded: true })).toContain(`-H "Authorization: Bearer $HEDDLE_TOKEN"`);
});
