import type { Artifact } from "../api/artifacts";

const UNITS = ["bytes", "KB", "MB"] as const;

/** How large something is, as one would say it. */
export function sizeOf(bytes: number | null): string {
  if (bytes === null) return "–";
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit > 0 && size < 10 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}

/** Which versions are kept. */
export function retentionOf({ kind, retention }: Pick<Artifact, "kind" | "retention">): string {
  const { versions, days } = retention;
  const things = kind === "progress" ? "entries" : "versions";
  const newest =
    versions === 1 ? "the newest alone" : `the newest ${versions.toLocaleString("en")} ${things}`;
  return days === null ? newest : `${newest}, none older than ${days === 1 ? "a day" : `${days} days`}`;
}

/** What an execution printed is an artifact that goes with it. */
export function isPrinted(ref: string): boolean {
  return /^execution\.[^.]+\.(stdout|stderr)$/.test(ref);
}
