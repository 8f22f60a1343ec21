import {
  autocompletion,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Mistake } from "../api/client";
import { styleNonce } from "../app/nonce";
import { coloursOf, look } from "./look";

/** A text editor that knows what is wrong where. The text is given once; changes are told. */
export function CodeEditor({
  text,
  mistakes,
  label,
  complete,
  readOnly = false,
  onChange,
}: {
  text: string;
  mistakes: readonly (Mistake & { severity: "error" | "warning" })[];
  label: string;
  complete?: CompletionSource;
  readOnly?: boolean;
  onChange?: (text: string) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const scheme = useComputedColorScheme("light");
  const colours = useRef(new Compartment());
  const changed = useRef(onChange);
  changed.current = onChange;
  const completing = useRef(complete);
  completing.current = complete;

  useEffect(() => {
    if (!host.current) return undefined;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          EditorView.cspNonce.of(styleNonce()),
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          closeBrackets(),
          highlightSelectionMatches(),
          search({ top: true }),
          lintGutter(),
          indentUnit.of("  "),
          yaml(),
          look,
          colours.current.of([]),
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ "aria-label": label }),
          autocompletion({ override: [(context) => completing.current?.(context) ?? null] }),
          // Tab indents; Escape first lets the next Tab leave the editor.
          keymap.of([
            ...closeBracketsKeymap,
            ...defaultKeymap,
            ...searchKeymap,
            ...historyKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    made.scrollDOM.tabIndex = 0;
    return () => made.destroy();
    // The editor owns its text once it has it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [label, readOnly]);

  useEffect(() => {
    view.current?.dispatch({ effects: colours.current.reconfigure(coloursOf(scheme)) });
  }, [scheme]);

  useEffect(() => {
    const editor = view.current;
    if (editor)
      editor.dispatch(
        setDiagnostics(
          editor.state,
          mistakes.map((each) => asDiagnostic(editor.state, each)),
        ),
      );
  }, [mistakes]);

  return <div ref={host} className="editor" />;
}

function asDiagnostic(state: EditorState, mistake: Mistake & { severity: "error" | "warning" }): Diagnostic {
  const line = state.doc.line(Math.min(Math.max(mistake.line ?? 1, 1), state.doc.lines));
  const from = Math.min(line.from + Math.max((mistake.column ?? 1) - 1, 0), line.to);
  const word = /^[\w.-]+/.exec(state.sliceDoc(from, line.to))?.[0].length ?? 0;
  return {
    from,
    to: Math.min(from + Math.max(word, 1), Math.max(line.to, from)),
    severity: mistake.severity,
    message: mistake.hint ? `${mistake.message}\n${mistake.hint}` : mistake.message,
    ...(mistake.code ? { source: mistake.code } : {}),
  };
}
