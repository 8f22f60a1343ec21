import { Badge, Group, Tooltip } from "@mantine/core";
import type { Queue } from "../api/queues";

/** Whether a queue hands out and takes in; if its action cannot be started, that first. */
export function QueueState({ queue }: { queue: Queue }) {
  return (
    <Group gap={4} wrap="nowrap">
      {queue.problem ? (
        <Tooltip label={queue.problem} multiline maw={360}>
          <Badge color="red" variant="light">
            stuck
          </Badge>
        </Tooltip>
      ) : (
        <Badge color={queue.enabled ? "teal" : "yellow"} variant="light">
          {queue.enabled ? "hands out" : "paused"}
        </Badge>
      )}
      {!queue.accepting_new_items && (
        <Badge color="gray" variant="light">
          closed
        </Badge>
      )}
    </Group>
  );
}
