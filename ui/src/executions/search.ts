import { flag, oneOf, positive, text } from "../app/search";
import { EXECUTION_STATES, type ExecutionState } from "../components/states";

/** The filter of the list of executions, as it stands in the URL. */
export interface ExecutionsSearch {
  readonly status?: ExecutionState;
  readonly workflow?: string;
  readonly pack?: string;
  readonly nested?: boolean;
  readonly page?: number;
  readonly view?: "list" | "grid";
}

export function executionsSearch(raw: Record<string, unknown>): ExecutionsSearch {
  return {
    status: oneOf(EXECUTION_STATES, raw.status),
    workflow: text(raw.workflow),
    pack: text(raw.pack),
    nested: flag(raw.nested),
    page: positive(raw.page),
    view: oneOf(["list", "grid"], raw.view),
  };
}

export const EXECUTION_TABS = ["graph", "timeline", "tasks", "logs", "data", "story", "compare"] as const;
export interface ExecutionSearch {
  readonly tab?: (typeof EXECUTION_TABS)[number];
  readonly task?: string;
  readonly find?: string;
  readonly with?: string;
  readonly rerun?: boolean;
}

export function executionSearch(raw: Record<string, unknown>): ExecutionSearch {
  return {
    tab: oneOf(EXECUTION_TABS, raw.tab),
    task: text(raw.task),
    find: text(raw.find),
    with: text(raw.with),
    rerun: flag(raw.rerun),
  };
}
