import { flag, oneOf, positive, text } from "../app/search";
import { EXECUTION_STATES, type ExecutionState } from "../components/states";

export const DIALECTS = ["flow", "steps", "script", "spec", "code"] as const;
export const SPANS = ["15m", "1h", "24h", "7d", "30d"] as const;

/** The filter of the list of executions, as it stands in the URL. */
export interface ExecutionsSearch {
  readonly status?: ExecutionState;
  readonly workflow?: string;
  readonly pack?: string;
  readonly dialect?: (typeof DIALECTS)[number];
  readonly label?: string;
  readonly text?: string;
  /** A span back from now, or the first and last day, as `2026-01-31`. */
  readonly since?: (typeof SPANS)[number];
  readonly from?: string;
  readonly to?: string;
  readonly nested?: boolean;
  readonly page?: number;
  readonly view?: "list" | "grid";
}

export function executionsSearch(raw: Record<string, unknown>): ExecutionsSearch {
  return {
    status: oneOf(EXECUTION_STATES, raw.status),
    workflow: text(raw.workflow),
    pack: text(raw.pack),
    dialect: oneOf(DIALECTS, raw.dialect),
    label: text(raw.label),
    text: text(raw.text),
    since: oneOf(SPANS, raw.since),
    from: day(raw.from),
    to: day(raw.to),
    nested: flag(raw.nested),
    page: positive(raw.page),
    view: oneOf(["list", "grid"], raw.view),
  };
}

export const EXECUTION_TABS = ["graph", "timeline", "tasks", "logs", "data", "story", "compare"] as const;
export interface ExecutionSearch {
  readonly tab?: (typeof EXECUTION_TABS)[number];
  readonly task?: string;
  /** The nested run the task belongs to, and which item of it. */
  readonly in?: string;
  readonly item?: number;
  /** The nodes of the graph that are opened, with blanks between them. */
  readonly open?: string;
  readonly find?: string;
  readonly with?: string;
  readonly rerun?: boolean;
}

export function executionSearch(raw: Record<string, unknown>): ExecutionSearch {
  return {
    tab: oneOf(EXECUTION_TABS, raw.tab),
    task: text(raw.task),
    in: text(raw.in),
    item: raw.item === undefined ? undefined : natural(raw.item),
    open: text(raw.open),
    find: text(raw.find),
    with: text(raw.with),
    rerun: flag(raw.rerun),
  };
}

/** Whether a page shows something of its tasks; the graph alone has what it needs. */
export function needsTasks(tab: ExecutionSearch["tab"], task: string | undefined): boolean {
  return (tab ?? "graph") !== "graph" || task !== undefined;
}

function natural(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 ? number : undefined;
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** How many milliseconds a span such as `24h` is. */
export function spanMs(span: (typeof SPANS)[number]): number {
  return Number.parseInt(span, 10) * UNITS[span.slice(-1) as keyof typeof UNITS];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function day(value: unknown): string | undefined {
  return typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/**
 * What the server is asked for a filter of the URL. A span begins at a full minute, so that the question stays the same
 * for a while; days are those of the reader's zone.
 */
export function filterOf(search: ExecutionsSearch, now: number) {
  const minute = Math.floor(now / 60_000) * 60_000;
  const after = search.since
    ? new Date(minute - spanMs(search.since)).toISOString()
    : search.from && startOf(search.from, 0);
  const before = search.since ? undefined : search.to && startOf(search.to, 1);
  return {
    ...(search.status ? { status: search.status } : {}),
    ...(search.workflow ? { action_ref: search.workflow } : {}),
    ...(search.pack ? { pack_name: search.pack } : {}),
    ...(search.dialect ? { dialect: search.dialect } : {}),
    ...(search.label ? { trace_tag: search.label } : {}),
    ...(search.text ? { text: search.text } : {}),
    ...(after ? { started_after: after } : {}),
    ...(before ? { started_before: before } : {}),
    ...(search.nested ? {} : { top_level: true }),
    page: search.page ?? 1,
    per_page: 50,
  };
}

function startOf(date: string, later: number): string {
  const [year = 0, month = 1, date1 = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, date1 + later).toISOString();
}
