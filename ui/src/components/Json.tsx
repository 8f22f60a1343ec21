import { ActionIcon, Box, CopyButton, Text, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { IconCheck, IconCopy } from "./icons";

const MANY_CHARACTERS = 200_000;

/** Any JSON value, readable and copyable; never interpreted. */
export function Json({ value, empty = "nothing" }: { value: unknown; empty?: string }) {
  if (value === undefined || value === null || isEmpty(value)) {
    return (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    );
  }
  const text = JSON.stringify(value, null, 2);
  return (
    <Box pos="relative">
      <pre className="json" tabIndex={0}>
        {text.length > MANY_CHARACTERS ? (
          `${text.slice(0, MANY_CHARACTERS)}\n… ${text.length - MANY_CHARACTERS} more characters`
        ) : (
          <Coloured text={text} />
        )}
      </pre>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied" : "Copy"}>
            <ActionIcon
              className="json-copy"
              variant="subtle"
              size="sm"
              onClick={copy}
              aria-label="Copy as JSON"
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Box>
  );
}

const COLOURED_CHARACTERS = 30_000;
const WORD = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Keys, texts and other values in colours of their own; the text itself is not touched. */
function Coloured({ text }: { text: string }) {
  if (text.length > COLOURED_CHARACTERS) return text;
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(WORD)) {
    const [word, quoted, colon] = match;
    parts.push(text.slice(from, match.index));
    parts.push(
      <span key={match.index} className={colon ? "key" : quoted ? "text" : "literal"}>
        {word}
      </span>,
    );
    from = match.index + word.length;
  }
  parts.push(text.slice(from));
  return parts;
}

function isEmpty(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  );
}
