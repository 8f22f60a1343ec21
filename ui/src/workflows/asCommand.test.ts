import { expect, test } from "vitest";
import { asCommand, asCurl } from "./asCommand";

test("a command quotes what a shell would change", () => {
  const command = asCommand(
    { source: { file: "deploy.yaml", text: "" } },
    { env: "prod", note: "it's $HOME", list: [1] },
  );
  expect(command).toBe(
    `heddle run deploy.yaml \\\n  --param env=prod \\\n  --param 'note=it'\\''s $HOME' \\\n  --param 'list=[1]'`,
  );
});

test("a request carries the parameters as JSON", () => {
  expect(asCurl("demo.deploy", { n: 1 }, "http://localhost:8080")).toContain(`-d '{"parameters":{"n":1}}'`);
});
