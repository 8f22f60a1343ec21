import type { Policy, PolicyDocument } from "../api/policies";

export type Method = "enqueue" | "cancel";
type Number = number | string;

/** A policy as its form holds it: a number that is not set is an empty text. */
export interface PolicyDraft {
  readonly ref: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly scope: "global" | "pack" | "action";
  readonly action: string;
  readonly pack: string;
  readonly priority: Number;
  readonly limit: Number;
  readonly method: Method;
  readonly parameters: string[];
  readonly most: Number;
  readonly window: Number;
  readonly rateMethod: Method;
  readonly running: Number;
  readonly total: Number;
}

export function draftOf(policy: Policy | undefined): PolicyDraft {
  const quota = (type: string): Number =>
    policy?.quotas?.find((each) => each.quota_type === type)?.limit ?? "";
  return {
    ref: policy?.ref ?? "",
    label: policy?.label ?? "",
    enabled: policy?.enabled ?? true,
    scope: policy?.scope ?? "action",
    action: policy?.action_ref ?? "",
    pack: policy?.pack_ref ?? "",
    priority: policy?.priority ?? 0,
    limit: policy?.concurrency?.limit ?? "",
    method: policy?.concurrency?.method ?? "enqueue",
    parameters: policy?.concurrency?.parameters ?? [],
    most: policy?.rate_limit?.max_executions ?? "",
    window: policy?.rate_limit?.window_seconds ?? "",
    rateMethod: policy?.rate_limit?.method ?? "cancel",
    running: quota("running_executions"),
    total: quota("executions_total"),
  };
}

/** What the server is sent; a limit that was left empty is none. */
export function documentOf(draft: PolicyDraft): PolicyDocument {
  const { ref, label, enabled, scope, limit, method, parameters, most, window, rateMethod } = draft;
  const quotas = [
    { quota_type: "running_executions" as const, limit: draft.running },
    { quota_type: "executions_total" as const, limit: draft.total },
  ];
  return {
    ref: ref.trim(),
    label,
    enabled,
    priority: Number(draft.priority),
    ...(scope === "action" ? { action_ref: draft.action.trim() } : {}),
    ...(scope === "pack" ? { pack_ref: draft.pack } : {}),
    concurrency: limit === "" ? null : { limit: Number(limit), method, parameters },
    rate_limit:
      most === "" && window === ""
        ? null
        : { max_executions: Number(most), window_seconds: Number(window), method: rateMethod },
    quotas: quotas
      .filter((quota) => quota.limit !== "")
      .map(({ quota_type, limit }) => ({ quota_type, limit: Number(limit) })),
  };
}
