/** What was changed in an input: the keys whose values differ. A key cannot be taken away, only set to null. */
export function changedInput(
  before: Readonly<Record<string, unknown>>,
  text: string,
): Record<string, unknown> | string {
  let after: unknown;
  try {
    after = text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    return "is no JSON";
  }
  if (typeof after !== "object" || after === null || Array.isArray(after)) return "must be an object: {…}";
  const given = after as Record<string, unknown>;
  const gone = Object.keys(before).filter((key) => !(key in given));
  if (gone.length > 0 && text.trim() !== "")
    return `lacks ${gone.join(", ")}; to empty a value, set it to null`;
  return Object.fromEntries(
    Object.entries(given).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])),
  );
}
