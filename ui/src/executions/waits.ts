import type { Blocker } from "../api/executions";

const TITLES: Readonly<Record<Blocker["code"], string>> = {
  paused: "Paused",
  canceling: "Is being cancelled",
  inquiry: "Waits for an answer",
  policy: "Waits for its turn under a policy",
  retry: "Waits before it tries again",
  delay: "Waits for time to pass",
  sleep: "Waits for time to pass",
  turn: "Waits for other items",
  join: "Waits for other tasks",
  child: "Waits for a nested run",
  starting: "Is about to start",
  unknown_queue: "No worker knows this queue",
  no_matching_worker: "No worker fits",
  workers_away: "The workers that fit are away",
  workers_busy: "All workers that fit are busy",
};

/** What somebody can do something about comes first; a wait for a nested run says less than its reason. */
const ORDER: readonly Blocker["code"][] = [
  "paused",
  "inquiry",
  "no_matching_worker",
  "unknown_queue",
  "policy",
];

/** A wait in a few words. */
export function titleOf(reason: Blocker): string {
  const whom = reason.code === "inquiry" ? reason.by[0] : undefined;
  return whom ? `Waits for an answer of ${whom}` : (TITLES[reason.code] ?? "Waits");
}

/** The reasons worth a banner, each once, the most useful first. */
export function told(reasons: readonly Blocker[]): Blocker[] {
  const rank = (reason: Blocker) => {
    const at = ORDER.indexOf(reason.code);
    return at < 0 ? ORDER.length : at;
  };
  const isPaused = reasons.some((each) => each.code === "paused" && each.task === null);
  const useful = reasons.filter(
    (each) =>
      (each.code !== "child" || reasons.length === 1) &&
      // That a task waits because the whole run is paused has been said.
      !(isPaused && each.code === "paused" && each.task !== null),
  );
  const seen = new Set<string>();
  return useful
    .toSorted((a, b) => rank(a) - rank(b))
    .filter((each) => {
      const key = `${each.code} ${each.task} ${each.message}`;
      return !seen.has(key) && seen.add(key);
    });
}
