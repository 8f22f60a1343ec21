const ESCAPES = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** A text without what tells a terminal to colour it. */
export function plain(text: string): string {
  return text.replaceAll(ESCAPES, "");
}
