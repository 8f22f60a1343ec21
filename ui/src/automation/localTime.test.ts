import { expect, test } from "vitest";
import { localTime } from "./localTime";

test("a moment is written as a local time, and read back as the same minute", () => {
  const at = new Date(2026, 2, 9, 4, 5, 59);
  expect(localTime(at)).toBe("2026-03-09T04:05");
  expect(new Date(localTime(at)).getTime()).toBe(new Date(2026, 2, 9, 4, 5).getTime());
});
