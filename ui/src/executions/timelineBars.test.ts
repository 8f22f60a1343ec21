import { expect, test } from "vitest";
import { barOf, isReused, rangeOf, ticksOf } from "./timelineBars";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const range = rangeOf({ started_at: at(0), finished_at: at(10) }, 0);

test("a task that waited and ran takes its share of the axis", () => {
  const bar = barOf({ scheduled_at: at(2), started_at: at(4), finished_at: at(9) }, range, 0);
  expect(bar).toEqual({ from: 20, waited: 20, ran: 50, waitedMs: 2_000, ranMs: 5_000 });
});

test("a task that has not started yet only waits", () => {
  const bar = barOf({ scheduled_at: at(2), started_at: null, finished_at: null }, range, Date.parse(at(6)));
  expect(bar.waitedMs).toBe(4_000);
  expect(bar.ranMs).toBe(0);
});

test("a task that was cancelled before it started has only waited", () => {
  const bar = barOf({ scheduled_at: at(2), started_at: null, finished_at: at(3) }, range, Date.parse(at(9)));
  expect(bar).toMatchObject({ waitedMs: 1_000, ranMs: 0 });
});

test("a run that took no time still has an axis", () => {
  const instant = rangeOf({ started_at: at(0), finished_at: at(0) }, 0);
  expect(instant.to).toBeGreaterThan(instant.from);
  expect(ticksOf(instant)[0]).toEqual({ at: 0, label: "0 ms" });
});

test("a task that ended before the execution began was taken over from the one it continues", () => {
  const again = { retry_of: "0abc", started_at: at(5) };
  expect(isReused({ finished_at: at(3) }, again)).toBe(true);
  expect(isReused({ finished_at: at(6) }, again)).toBe(false);
  expect(isReused({ finished_at: at(3) }, { ...again, retry_of: null })).toBe(false);
});
