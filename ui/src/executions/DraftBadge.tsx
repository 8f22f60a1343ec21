import { Badge, Tooltip } from "@mantine/core";

/** Marks a run of a text that was tried in the editor and was not stored. */
export function DraftBadge() {
  return (
    <Tooltip label="It runs a text that was tried, and not stored as a version.">
      <Badge variant="light" color="orange" size="sm" ml={6}>
        draft
      </Badge>
    </Tooltip>
  );
}
