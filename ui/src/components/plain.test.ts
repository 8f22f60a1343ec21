import { expect, test } from "vitest";
import { plain } from "./plain";

test.each([
  ["\u001b[31mdeclined\u001b[0m: no money", "declined: no money"],
  ["nothing [31m to do", "nothing [31m to do"],
])("%j reads %s", (text, words) => expect(plain(text)).toBe(words));
