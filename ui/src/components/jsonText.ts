/** What was typed as a JSON object; nothing typed is an empty one. */
export function objectOf(text: string, what: string): Record<string, unknown> {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below, as for anything else that is no object.
  }
  throw new Error(`${what} must be a JSON object, such as {"order": 17}`);
}

/** An object as one edits it; an empty one is an empty field. */
export function editable(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "object" && Object.keys(value).length === 0) return "";
  return JSON.stringify(value, null, 2);
}
