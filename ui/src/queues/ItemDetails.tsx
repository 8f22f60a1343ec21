import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Queue, queueActions, type QueueItem, queueQueries } from "../api/queues";
import { Chosen } from "../components/Beside";
import { Loaded } from "../components/Feedback";
import { IconReload } from "../components/icons";
import { Json } from "../components/Json";
import { done, refused } from "../components/notify";
import { Part } from "../components/Part";
import { StateBadge } from "../components/StateBadge";
import { When } from "../components/When";

/** One item: what it carries, who has or had it, what went wrong, and what can be done about it. */
export function ItemDetails({ queue, id, onClose }: { queue: Queue; id: string; onClose: () => void }) {
  const query = useQuery(queueQueries.item(queue.ref, id));
  return (
    <Loaded query={query} rows={4}>
      {(item) => (
        <Chosen title={item.item_key ?? `Item ${item.id}`} label={`Item ${item.id}`} onClose={onClose}>
          <Stack gap="sm">
            <Group gap="sm">
              <StateBadge state={item.state} />
              <Text size="sm" c="dimmed" component="div">
                item {item.id}, put in <When at={item.created_at} />
              </Text>
            </Group>
            {item.error && (
              <Alert color={item.state === "failed" ? "red" : "yellow"} title="What went wrong last" py="xs">
                <Text size="sm" className="message">
                  {item.error}
                </Text>
              </Alert>
            )}
            <Part title="Payload">
              <Json value={item.payload} empty="empty" />
            </Part>
            {item.execution && (
              <Part title={item.state === "leased" ? "Held by" : "Handed to last"}>
                <Link to="/executions/$id" params={{ id: item.execution }}>
                  {item.execution}
                </Link>
                <Text size="sm" c="dimmed" span>
                  {" "}
                  {item.state === "leased" ? "since" : "until"} <When at={item.updated_at} />,{" "}
                  {item.attempts === 1 ? "the first try" : `try ${item.attempts}`}
                </Text>
              </Part>
            )}
            <Steps queue={queue} item={item} />
          </Stack>
        </Chosen>
      )}
    </Loaded>
  );
}

/** Waiting items can be taken out; those that ended without success can be put in once more. */
function Steps({ queue, item }: { queue: Queue; item: QueueItem }) {
  const queries = useQueryClient();
  const told = () => queries.invalidateQueries({ queryKey: ["queues"] });
  const cancel = useMutation({ mutationFn: queueActions.cancel, onError: refused, onSuccess: told });
  const again = useMutation({
    mutationFn: () =>
      queueActions.put(queue.ref, {
        payload: item.payload as never,
        priority: item.priority,
        ...(item.item_key ? { item_key: item.item_key } : {}),
      }),
    onError: refused,
    onSuccess: (put) => {
      done(`Put in again as ${put.id}`);
      return told();
    },
  });
  const waits = item.state === "queued" || item.state === "retry";
  const missed = item.state === "failed" || item.state === "cancelled" || item.state === "skipped";
  if (!waits && !missed) return null;
  return (
    <Group gap="xs">
      {waits && (
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(item)}
        >
          Take it out
        </Button>
      )}
      {missed && (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconReload size={14} />}
          disabled={!queue.accepting_new_items}
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          Put it in again
        </Button>
      )}
    </Group>
  );
}
