import { describe, expect, test } from "vitest";
import { duration, relative } from "./time";

describe("durations", () => {
  test.each([
    [0, "0 ms"],
    [840, "840 ms"],
    [3_240, "3.2 s"],
    [42_400, "42 s"],
    [250_000, "4 m 10 s"],
    [7_500_000, "2 h 5 m"],
    [273_600_000, "3 d 4 h"],
    [-5, "0 ms"],
  ])("%d ms is %s", (ms, words) => expect(duration(ms)).toBe(words));
});

describe("relative times", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  test.each([
    ["2026-11-21T11:59:58Z", "just now"],
    ["2026-11-21T11:59:20Z", "40 s ago"],
    ["2026-11-21T11:30:00Z", "30 m ago"],
    ["2026-11-19T14:00:00Z", "46 h ago"],
    ["2026-11-11T12:00:00Z", "10 d ago"],
    ["2026-11-21T14:00:00Z", "in 2 h"],
  ])("%s is %s", (at, words) => expect(relative(new Date(at), now)).toBe(words));
});
