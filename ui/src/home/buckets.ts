import type { ExecutionSummary } from "../api/executions";
import { ended } from "../components/states";

/** How many executions of a minute completed, did not, or still run. */
export interface Bucket {
  readonly minute: string;
  completed: number;
  failed: number;
  live: number;
}

const MINUTE = 60_000;

export function buckets(
  executions: readonly Pick<ExecutionSummary, "status" | "started_at">[],
  now: number,
  minutes: number,
): Bucket[] {
  const result: Bucket[] = Array.from({ length: minutes }, (_, index) => {
    const ago = minutes - 1 - index;
    return { minute: ago === 0 ? "now" : `-${ago} m`, completed: 0, failed: 0, live: 0 };
  });
  for (const execution of executions) {
    const ago = Math.floor((now - Date.parse(execution.started_at)) / MINUTE);
    const bucket = result[minutes - 1 - Math.max(0, ago)];
    if (!bucket) continue;
    if (execution.status === "completed") bucket.completed++;
    else if (ended(execution.status)) bucket.failed++;
    else bucket.live++;
  }
  return result;
}
