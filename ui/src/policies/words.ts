import type { Policy } from "../api/policies";

/** What a policy allows, in the order in which it is looked at, as one would say it. */
export function limitsOf(policy: Pick<Policy, "concurrency" | "rate_limit" | "quotas">): string[] {
  const { concurrency, rate_limit, quotas } = policy;
  return [
    ...(concurrency
      ? [
          `${concurrency.limit} at once${
            concurrency.parameters?.length ? ` for each ${concurrency.parameters.join(", ")}` : ""
          }; ${others(concurrency.method)}`,
        ]
      : []),
    ...(rate_limit
      ? [
          `${rate_limit.max_executions} in ${span(rate_limit.window_seconds)}; ${others(rate_limit.method ?? "cancel")}`,
        ]
      : []),
    ...(quotas ?? []).map((quota) =>
      quota.quota_type === "running_executions"
        ? `never more than ${quota.limit} running`
        : `${quota.limit} in all`,
    ),
  ];
}

function others(method: "enqueue" | "cancel" | undefined): string {
  return method === "cancel" ? "more are cancelled" : "more wait in line";
}

function span(seconds: number): string {
  if (seconds % 3600 === 0) return seconds === 3600 ? "an hour" : `${seconds / 3600} hours`;
  if (seconds % 60 === 0) return seconds === 60 ? "a minute" : `${seconds / 60} minutes`;
  return `${seconds} s`;
}
