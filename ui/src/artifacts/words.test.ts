import { expect, test } from "vitest";
import { isPrinted, retentionOf, sizeOf } from "./words";

test.each([
  [null, "–"],
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1_200, "1.2 KB"],
  [48_300, "48 KB"],
  [16_777_216, "17 MB"],
])("%s bytes are said as %s", (bytes, words) => {
  expect(sizeOf(bytes)).toBe(words);
});

test("retention says how many versions are kept, and for how long", () => {
  const kept = (versions: number, days: number | null, kind: "file" | "progress" = "file") =>
    retentionOf({ kind, retention: { versions, days } });
  expect(kept(1, null)).toBe("the newest alone");
  expect(kept(10, null)).toBe("the newest 10 versions");
  expect(kept(1000, 30, "progress")).toBe("the newest 1,000 entries, none older than 30 days");
});

test("what executions print is told by its ref", () => {
  expect(isPrinted("execution.0123456789abc.stdout")).toBe(true);
  expect(isPrinted("demo.report")).toBe(false);
});
