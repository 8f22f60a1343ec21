import Anser from "anser";
import { useMemo } from "react";

/** A line as a terminal would colour it. Text stays text: nothing in it becomes markup. */
export function AnsiLine({ text, find = "" }: { text: string; find?: string }) {
  const parts = useMemo(
    () =>
      text.includes("\u001b") ? Anser.ansiToJson(text, { use_classes: true, remove_empty: true }) : undefined,
    [text],
  );
  if (!parts) return <Marked text={text} find={find} />;
  return parts.map((part, index) => (
    <span
      key={index}
      className={[part.fg, part.bg && `${part.bg}-bg`, ...part.decorations].filter(Boolean).join(" ")}
    >
      <Marked text={part.content} find={find} />
    </span>
  ));
}

function Marked({ text, find }: { text: string; find: string }) {
  if (!find) return text;
  const parts: React.ReactNode[] = [];
  const lower = text.toLowerCase();
  const wanted = find.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + find.length)}</mark>);
    from = at + find.length;
  }
  parts.push(text.slice(from));
  return parts;
}
