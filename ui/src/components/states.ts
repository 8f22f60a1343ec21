import type { MantineColor } from "@mantine/core";

/** How a state looks everywhere: one colour, one sign, one word. */
export interface StateLook {
  readonly color: MantineColor;
  readonly sign: string;
  readonly word: string;
  readonly live: boolean;
}

const look = (color: MantineColor, sign: string, word: string, live = false): StateLook => ({
  color,
  sign,
  word,
  live,
});

const LOOKS: Readonly<Record<string, StateLook>> = {
  requested: look("gray", "…", "requested", true),
  scheduled: look("gray", "…", "scheduled", true),
  running: look("blue", "▶", "running", true),
  waiting: look("violet", "◷", "waiting", true),
  paused: look("yellow", "❚❚", "paused", true),
  canceling: look("orange", "◌", "cancelling", true),
  completed: look("teal", "✓", "completed"),
  responded: look("teal", "✓", "answered"),
  failed: look("red", "✕", "failed"),
  timeout: look("orange", "⏱", "timed out"),
  cancelled: look("gray", "⊘", "cancelled"),
  abandoned: look("red", "✕", "abandoned"),
  skipped: look("gray", "↷", "skipped"),
  pending: look("violet", "◷", "pending", true),
  queued: look("gray", "…", "waits"),
  leased: look("blue", "▶", "handed out", true),
  retry: look("orange", "↻", "waits again"),
  added: look("teal", "+", "added"),
  removed: look("red", "−", "removed"),
  changed: look("orange", "≠", "changed"),
  unchanged: look("gray", "=", "unchanged"),
  not_reached: look("gray", "·", "not reached"),
};

export function lookOf(state: string): StateLook {
  return LOOKS[state] ?? look("gray", "?", state);
}

/** The states an execution can be filtered by, in the order people ask for them. */
export const EXECUTION_STATES = [
  "requested",
  "running",
  "canceling",
  "completed",
  "failed",
  "timeout",
  "cancelled",
] as const;
export type ExecutionState = (typeof EXECUTION_STATES)[number];

export function ended(status: string): boolean {
  return status === "completed" || status === "failed" || status === "timeout" || status === "cancelled";
}
