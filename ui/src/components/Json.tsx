import { ActionIcon, Box, CopyButton, Text, Tooltip } from "@mantine/core";
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
        {text.length > MANY_CHARACTERS
          ? `${text.slice(0, MANY_CHARACTERS)}\n… ${text.length - MANY_CHARACTERS} more characters`
          : text}
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

function isEmpty(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  );
}
