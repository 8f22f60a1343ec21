import { expect, test } from "vitest";
import type { Policy } from "../api/policies";
import { documentOf, draftOf } from "./draft";

test("a policy that was read is sent as it was", () => {
  const policy = {
    ref: "shop.one",
    label: "One",
    enabled: false,
    scope: "action",
    action_ref: "shop.sync",
    priority: 3,
    concurrency: { limit: 1, method: "cancel", parameters: ["customer"] },
    rate_limit: { max_executions: 5, window_seconds: 60, method: "enqueue" },
    quotas: [{ quota_type: "executions_total", limit: 100 }],
  };
  const { scope: _, ...document } = policy;
  expect(documentOf(draftOf(policy as unknown as Policy))).toEqual(document);
});

test("an empty form limits nothing", () => {
  const { concurrency, rate_limit, quotas } = documentOf(draftOf(undefined));
  expect([concurrency, rate_limit, quotas]).toEqual([null, null, []]);
});
