import { yaml } from "@codemirror/lang-yaml";
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { styleNonce } from "../app/nonce";
import { Empty } from "../components/Feedback";
import { coloursOf, look } from "./look";

/** What changed between two texts, line by line. */
export function SourceDiff({ before, after }: { before: string; after: string }) {
  const host = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    if (!host.current || before === after) return undefined;
    const view = new EditorView({
      parent: host.current,
      doc: after,
      extensions: [
        EditorView.cspNonce.of(styleNonce()),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ "aria-label": "Changes", tabindex: "0" }),
        look,
        coloursOf(scheme),
        lineNumbers(),
        yaml(),
        unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: {} }),
      ],
    });
    view.scrollDOM.tabIndex = 0;
    return () => view.destroy();
  }, [before, after, scheme]);
  return before === after ? <Empty title="Nothing is changed" /> : <div ref={host} className="editor" />;
}
