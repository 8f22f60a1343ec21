import { expect, test } from "vitest";
import type { Rule } from "../api/automation";
import { conditionsOf, documentOf, draftOf } from "./draft";

const RULE = {
  ref: "shop.big",
  label: "Big orders",
  description: "kept",
  trigger_ref: "core.crontimer",
  trigger_params: { expression: "0 0 3 * * *" },
  conditions: [{ amount: 1 }],
  action_ref: "shop.fulfil",
  action_params: { customer: "{{ event.payload.customer }}" },
  permission_set_refs: ["orders"],
  enabled: false,
  catch_up: "latest",
  overlap: "skip",
};

test("a rule that was read is sent as it was", () => {
  const rule = { ...RULE, owner: "ada", editable: true } as unknown as Rule;
  expect(documentOf(draftOf(rule), RULE.trigger_params, true, rule)).toEqual(RULE);
});

test("a condition is an expression unless it reads as a list or a map", () => {
  expect(conditionsOf("  ")).toBeUndefined();
  expect(conditionsOf(" event.payload.amount > 5 ")).toBe("event.payload.amount > 5");
  expect(conditionsOf('{"branch": "main"}')).toEqual({ branch: "main" });
  expect(conditionsOf("true")).toBe("true");
});

test("only what runs on the clock catches up", () => {
  const rule = { ...RULE, trigger_ref: "core.webhook" } as unknown as Rule;
  expect(documentOf(draftOf(rule), {}, false, rule)).not.toHaveProperty("catch_up");
});
