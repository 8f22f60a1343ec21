import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ended } from "../components/states";
import { executionQueries, type LogLine } from "./executions";

/** What changes is asked for soon; while much changes, no more often than this. */
const SOON_MS = 15;
const QUIET_MS = 250;
const FIRST_LOOK_MS = 300;

export interface Followed {
  readonly lines: readonly LogLine[];
  readonly connected: boolean;
}

/**
 * Follows an execution by server-sent events: what it printed arrives here, what changed is asked for again: the first
 * change at once, then at most once in a quarter of a second however much happens.
 */
export function useFollow(id: string): Followed {
  const queries = useQueryClient();
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [connected, setConnected] = useState(false);
  const waiting = useRef<LogLine[]>([]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let changed = false;
    let settledAt = 0;
    const settle = () => {
      timer = undefined;
      settledAt = performance.now();
      // What had ended before is known whole already.
      const known = queries.getQueryData(executionQueries.one(id).queryKey);
      if (changed && !(known && ended(known.status))) {
        changed = false;
        void queries.invalidateQueries({ queryKey: [...executionQueries.all, id] });
      }
      if (waiting.current.length > 0) {
        const arrived = waiting.current;
        waiting.current = [];
        setLines((before) => before.concat(arrived));
      }
    };
    const soon = () => {
      timer ??= setTimeout(settle, Math.max(SOON_MS, settledAt + QUIET_MS - performance.now()));
    };
    let source: EventSource | undefined;
    const onChange = (event: MessageEvent<string>) => {
      changed = true;
      soon();
      // The terminal state is the last thing said; without this the browser would ask again for ever.
      if (event.type === "execution" && isLast(event.data)) source?.close();
    };
    const follow = () => {
      source = new EventSource(`/api/v1/executions/${encodeURIComponent(id)}/events`);
      source.onopen = () => setConnected(true);
      source.onerror = () => setConnected(false);
      source.addEventListener("execution", onChange);
      source.addEventListener("task", onChange);
      source.addEventListener("log", (event: MessageEvent<string>) => {
        waiting.current.push(JSON.parse(event.data) as LogLine);
        soon();
      });
    };
    // It begins with all that has happened, which of a large run is much: what is known already is drawn first.
    const begin = setTimeout(follow, FIRST_LOOK_MS);
    return () => {
      clearTimeout(begin);
      source?.close();
      clearTimeout(timer);
    };
  }, [id, queries]);

  return { lines, connected };
}

function isLast(text: string): boolean {
  const { status } = JSON.parse(text) as { status: string };
  return status === "completed" || status === "failed" || status === "timeout" || status === "cancelled";
}
