import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { completeWith, keysUnder, taskNames } from "./completion";

const FLOW = `ref: demo.deploy
parameters:
  app:
    type: string
  replicas:
    type: integer
vars:
  - url: ""
tasks:
  - name: build
    action: core.echo
    on_success: check
  - name: check
    action: core.noop
`;

function offered(text: string): string[] {
  const at = text.indexOf("|");
  const state = EditorState.create({ doc: text.replace("|", "") });
  const source = completeWith({ actions: [{ ref: "core.echo", description: "Says it" }] });
  const found = source(new CompletionContext(state, at, false));
  if (found === null || found instanceof Promise) return [];
  return found.options.map((option) => option.label);
}

test("names are found in the text", () => {
  expect(taskNames(FLOW)).toEqual(["build", "check"]);
  expect(keysUnder(FLOW, "parameters")).toEqual(["app", "replicas"]);
  expect(keysUnder(FLOW, "vars")).toEqual(["url"]);
});

test("task names are offered in expressions and as targets", () => {
  expect(offered(`${FLOW}    input: "{{ task.|`)).toEqual(["build", "check"]);
  expect(offered(`${FLOW}    on_failure: b|`)).toEqual(["build", "check"]);
});

test("parameters are offered in expressions", () => {
  expect(offered(`${FLOW}    input: "{{ parameters.r|`)).toEqual(["app", "replicas"]);
});

test("actions are offered after action", () =>
  expect(offered(`${FLOW}  - action: co|`)).toEqual(["core.echo"]));

test("keys fit the depth", () => {
  expect(offered("la|")).toContain("label: ");
  expect(offered("tasks:\n  - name: a\n    act|")).toContain("action: ");
});

test("nothing is offered in plain values", () => expect(offered(`label: some |`)).toEqual([]));
