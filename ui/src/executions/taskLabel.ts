import type { TaskExecution } from "../api/executions";

/** A task as one names it: `build`, `build[3]`, `build[3] #2 (attempt 2)`. */
export function taskLabel(task: Pick<TaskExecution, "name" | "index" | "activation" | "attempt">): string {
  const item = task.index === null ? "" : `[${task.index}]`;
  const activation = task.activation > 1 ? ` #${task.activation}` : "";
  const attempt = task.attempt > 1 ? ` (attempt ${task.attempt})` : "";
  return `${task.name}${item}${activation}${attempt}`;
}
