import { useSyncExternalStore } from "react";

// One timer for all that shows passing time, running only while something does.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

const never = () => () => {};

/** The time, once a second; stands still when `ticking` is false. */
export function useNow(ticking = true): Date {
  return new Date(useSyncExternalStore(ticking ? subscribe : never, () => current));
}
