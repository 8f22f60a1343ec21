import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const dark = HighlightStyle.define([
  { tag: tags.propertyName, color: "#91a7ff" },
  { tag: [tags.string, tags.content], color: "#96f2d7" },
  { tag: [tags.number, tags.bool, tags.null], color: "#ffc078" },
  { tag: tags.comment, color: "#909296", fontStyle: "italic" },
  { tag: [tags.keyword, tags.meta], color: "#e599f7" },
]);

/** How all text of programs looks, whatever the theme. */
export const look = EditorView.theme({
  "&": { fontSize: "13px", height: "100%" },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", lineHeight: "1.55" },
  ".cm-gutters": { backgroundColor: "transparent", border: "none" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "rgb(128 140 170 / 12%)" },
  // The sign of the library is in few fonts.
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"⋯"' },
});

/** The colours of keys, texts and the rest in a theme. */
export function coloursOf(scheme: "light" | "dark"): Extension {
  return [
    syntaxHighlighting(scheme === "dark" ? dark : defaultHighlightStyle),
    EditorView.theme({}, { dark: scheme === "dark" }),
  ];
}
