import type { Execution, TaskExecution } from "../api/executions";
import { duration } from "../components/time";

/** The stretch of time a timeline shows, in milliseconds since 1970. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where a task lies in a range, in percent of it, and for how long it waited and ran. */
export interface Bar {
  readonly from: number;
  readonly waited: number;
  readonly ran: number;
  readonly waitedMs: number;
  readonly ranMs: number;
}

export function rangeOf(execution: Pick<Execution, "started_at" | "finished_at">, now: number): Range {
  const from = Date.parse(execution.started_at);
  const to = execution.finished_at ? Date.parse(execution.finished_at) : now;
  return { from, to: Math.max(to, from + 1) };
}

/** Actions that are nothing but waiting: for a person, for time to pass. */
const WAITS = new Set(["core.inquiry", "core.ask", "core.sleep", "wait"]);

/** Whether the time a task takes is waiting, not work. */
export function onlyWaits(task: Pick<TaskExecution, "action">): boolean {
  return WAITS.has(task.action);
}

/** Whether a task was taken over from the execution this one continues. */
export function isReused(
  task: Pick<TaskExecution, "finished_at">,
  execution: Pick<Execution, "retry_of" | "started_at">,
): boolean {
  return execution.retry_of != null && task.finished_at !== null && task.finished_at < execution.started_at;
}

export function barOf(
  task: Pick<TaskExecution, "scheduled_at" | "started_at" | "finished_at">,
  range: Range,
  now: number,
): Bar {
  const end = task.finished_at ? Date.parse(task.finished_at) : now;
  const scheduled = Math.min(Date.parse(task.scheduled_at), end);
  const started = task.started_at ? Math.min(Date.parse(task.started_at), end) : end;
  const waitedMs = Math.max(0, started - scheduled);
  const ranMs = Math.max(0, end - started);
  const share = (ms: number) => (100 * ms) / (range.to - range.from);
  return {
    from: clamp(share(scheduled - range.from)),
    waited: clamp(share(waitedMs)),
    ran: clamp(share(ranMs)),
    waitedMs,
    ranMs,
  };
}

const TICKS = 5;

export function ticksOf(range: Range): { at: number; label: string }[] {
  return Array.from({ length: TICKS }, (_, tick) => ({
    at: (100 * tick) / TICKS,
    label: duration(((range.to - range.from) * tick) / TICKS),
  }));
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
