import { Text, Tooltip, UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useRef } from "react";
import type { Execution, TaskExecution } from "../api/executions";
import { useNow } from "../components/clock";
import { Empty } from "../components/Feedback";
import { lookOf } from "../components/states";
import { duration } from "../components/time";
import classes from "./Timeline.module.css";
import { taskLabel } from "./taskLabel";
import { barOf, isReused, onlyWaits, rangeOf, ticksOf } from "./timelineBars";

const ROW = 30;

/** When each attempt waited (hatched) and ran (filled), on one axis, live. */
export function Timeline({
  execution,
  tasks,
  selected,
  onSelect,
}: {
  execution: Execution;
  tasks: readonly TaskExecution[];
  selected: string | undefined;
  onSelect: (task: string | undefined) => void;
}) {
  const now = useNow(execution.finished_at === null);
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: tasks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 15,
  });
  if (tasks.length === 0) return <Empty title="No task has been started yet" />;
  const range = rangeOf(execution, now.getTime());
  return (
    <div>
      <div className={classes.axis} aria-hidden>
        <span className={classes.name} />
        <div className={classes.track}>
          {ticksOf(range).map((tick) => (
            <span key={tick.at} className={classes.tick} style={{ left: `${tick.at}%` }}>
              {tick.label}
            </span>
          ))}
        </div>
      </div>
      <section ref={scroller} className="scroller" tabIndex={0} aria-label="Timeline">
        <div style={{ height: rows.getTotalSize(), position: "relative" }}>
          {rows.getVirtualItems().map((row) => {
            const task = tasks[row.index];
            if (!task) return null;
            const bar = barOf(task, range, now.getTime());
            const look = lookOf(task.status);
            if (isReused(task, execution)) {
              return (
                <UnstyledButton
                  key={task.id}
                  className={classes.row}
                  data-selected={task.name === selected || undefined}
                  style={{ transform: `translateY(${row.start}px)` }}
                  onClick={() => onSelect(task.name)}
                >
                  <Text span size="sm" truncate className={classes.name}>
                    {taskLabel(task)}
                  </Text>
                  <Text span size="xs" c="dimmed">
                    reused, {look.word} before
                  </Text>
                </UnstyledButton>
              );
            }
            return (
              <UnstyledButton
                key={task.id}
                className={classes.row}
                data-selected={task.name === selected || undefined}
                style={{ transform: `translateY(${row.start}px)` }}
                onClick={() => onSelect(task.name)}
                aria-label={`${taskLabel(task)}, ${look.word}, waited ${duration(bar.waitedMs)}, ran ${duration(bar.ranMs)}`}
              >
                <Text span size="sm" truncate className={classes.name}>
                  {taskLabel(task)}
                </Text>
                <Tooltip label={`waited ${duration(bar.waitedMs)}, ran ${duration(bar.ranMs)}`}>
                  <div className={classes.track}>
                    <div
                      className={classes.waited}
                      style={{ left: `${bar.from}%`, width: `${bar.waited}%` }}
                    />
                    <div
                      className={classes.ran}
                      data-color={look.color}
                      data-waits={onlyWaits(task) || undefined}
                      style={{ left: `${bar.from + bar.waited}%`, width: `${bar.ran}%` }}
                    />
                    <span className={classes.took} style={besides(bar)}>
                      {duration(bar.waitedMs + bar.ranMs)}
                    </span>
                  </div>
                </Tooltip>
              </UnstyledButton>
            );
          })}
        </div>
      </section>
    </div>
  );
}

/** Its share of the width that a label needs. */
const LABEL = 9;

/** Where a label stands: after its bar, before it, or, if it fills the line, on a ground of its own. */
function besides({ from, waited, ran }: { from: number; waited: number; ran: number }): CSSProperties {
  if (from + waited + ran <= 100 - LABEL) return { left: `${from + waited + ran}%` };
  if (from >= LABEL) return { right: `${100 - from}%` };
  return { right: 4, background: "var(--mantine-color-body)" };
}
