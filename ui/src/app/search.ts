/** What a list keeps in the URL. */
export interface ListSearch {
  readonly q?: string;
  readonly page?: number;
}

export function listSearch(raw: Record<string, unknown>): ListSearch {
  return { q: text(raw.q), page: positive(raw.page) };
}

export const WORKFLOW_TABS = ["runs", "source", "versions", "start"] as const;
export interface WorkflowSearch {
  readonly tab?: (typeof WORKFLOW_TABS)[number];
  readonly page?: number;
  /** The execution whose parameters fill the form. */
  readonly like?: string;
  /** The two definitions that are compared. */
  readonly before?: number;
  readonly after?: number;
}

export function workflowSearch(raw: Record<string, unknown>): WorkflowSearch {
  return {
    tab: oneOf(WORKFLOW_TABS, raw.tab),
    page: positive(raw.page),
    like: text(raw.like),
    before: positive(raw.before),
    after: positive(raw.after),
  };
}

export const SCRIPT_FORMS = ["upload", "update", "cancel"] as const;
export interface ScriptsSearch {
  readonly form?: (typeof SCRIPT_FORMS)[number];
  /** The upload that is updated or cancelled. */
  readonly id?: string;
}

export function scriptsSearch(raw: Record<string, unknown>): ScriptsSearch {
  return { form: oneOf(SCRIPT_FORMS, raw.form), id: text(raw.id) };
}

export const RULE_TABS = ["rules", "schedules", "events", "enforcements", "triggers", "sensors"] as const;
export interface RulesSearch {
  readonly tab?: (typeof RULE_TABS)[number];
  readonly page?: number;
  readonly rule?: string;
  readonly event?: string;
  readonly trigger?: string;
  readonly sensor?: string;
  /** The run of the schedule for times in the past that is looked at. */
  readonly backfill?: string;
}

export function rulesSearch(raw: Record<string, unknown>): RulesSearch {
  return {
    tab: oneOf(RULE_TABS, raw.tab),
    page: positive(raw.page),
    rule: text(raw.rule),
    event: text(raw.event),
    trigger: text(raw.trigger),
    sensor: text(raw.sensor),
    backfill: text(raw.backfill),
  };
}

export interface PacksSearch extends ListSearch {
  /** The action that is looked at. */
  readonly action?: string;
}

export function packsSearch(raw: Record<string, unknown>): PacksSearch {
  return { ...listSearch(raw), action: text(raw.action) };
}

export const ARTIFACT_KINDS = ["file", "progress"] as const;
export const OWNER_TYPES = ["system", "pack", "action", "identity", "sensor"] as const;
export interface ArtifactsSearch {
  readonly text?: string;
  readonly kind?: (typeof ARTIFACT_KINDS)[number];
  readonly owner_type?: (typeof OWNER_TYPES)[number];
  readonly owner?: string;
  /** The execution whose outputs are listed. */
  readonly execution?: string;
  readonly page?: number;
  /** The artifact that is looked at, and which page of its versions. */
  readonly artifact?: string;
  readonly versions?: number;
}

export function artifactsSearch(raw: Record<string, unknown>): ArtifactsSearch {
  return {
    text: text(raw.text),
    kind: oneOf(ARTIFACT_KINDS, raw.kind),
    owner_type: oneOf(OWNER_TYPES, raw.owner_type),
    owner: text(raw.owner),
    execution: text(raw.execution),
    page: positive(raw.page),
    artifact: text(raw.artifact),
    versions: positive(raw.versions),
  };
}

export interface IdentitiesSearch extends ListSearch {
  /** The identity, or the role, that is looked at. */
  readonly identity?: string;
  readonly role?: string;
}

export function identitiesSearch(raw: Record<string, unknown>): IdentitiesSearch {
  return { ...listSearch(raw), identity: text(raw.identity), role: text(raw.role) };
}

export interface PoliciesSearch {
  readonly policy?: string;
}

export function policiesSearch(raw: Record<string, unknown>): PoliciesSearch {
  return { policy: text(raw.policy) };
}

export const ITEM_STATES = [
  "queued",
  "leased",
  "retry",
  "completed",
  "failed",
  "skipped",
  "cancelled",
] as const;
export interface QueueSearch {
  readonly state?: (typeof ITEM_STATES)[number];
  readonly item?: string;
  readonly page?: number;
}

export function queueSearch(raw: Record<string, unknown>): QueueSearch {
  return { state: oneOf(ITEM_STATES, raw.state), item: text(raw.item), page: positive(raw.page) };
}

export interface AuditSearch {
  readonly actor?: string;
  readonly operation?: string;
  readonly before?: number;
}

export function auditSearch(raw: Record<string, unknown>): AuditSearch {
  return { actor: text(raw.actor), operation: text(raw.operation), before: positive(raw.before) };
}

export const ENDED_INQUIRIES = ["responded", "timeout", "cancelled"] as const;
export const INBOX_TABS = ["pending", "history"] as const;
export interface InboxSearch {
  readonly tab?: (typeof INBOX_TABS)[number];
  readonly inquiry?: string;
  readonly page?: number;
  /** How those of the history ended. */
  readonly status?: (typeof ENDED_INQUIRIES)[number];
}

export function inboxSearch(raw: Record<string, unknown>): InboxSearch {
  return {
    tab: oneOf(INBOX_TABS, raw.tab),
    inquiry: text(raw.inquiry),
    page: positive(raw.page),
    status: oneOf(ENDED_INQUIRIES, raw.status),
  };
}

/** What stands in a URL is anybody's text: it is taken only if it is what it should be. */
export function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function positive(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 1 ? number : undefined;
}

export function flag(value: unknown): boolean | undefined {
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : undefined;
}

export function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((each) => each === value);
}
