import { expect, test } from "vitest";
import { limitsOf } from "./words";

test("limits read as one would say them", () =>
  expect(
    limitsOf({
      concurrency: { limit: 1, method: "enqueue", parameters: ["customer"] },
      rate_limit: { max_executions: 10, window_seconds: 60, method: "cancel" },
      quotas: [
        { quota_type: "running_executions", limit: 5 },
        { quota_type: "executions_total", limit: 100 },
      ],
    }),
  ).toEqual([
    "1 at once for each customer; more wait in line",
    "10 in a minute; more are cancelled",
    "never more than 5 running",
    "100 in all",
  ]));

test("a policy may limit nothing", () =>
  expect(limitsOf({ concurrency: null, rate_limit: null, quotas: [] })).toEqual([]));
