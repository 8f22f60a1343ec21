import { Alert, Button, Group, Menu, Select, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Queue, queueActions, type QueueDocument, type QueueItem, queueQueries } from "../api/queues";
import { ITEM_STATES, type QueueSearch } from "../app/search";
import { Beside } from "../components/Beside";
import { Empty, Loaded } from "../components/Feedback";
import {
  IconAlertTriangle,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
} from "../components/icons";
import { Listing, RowName } from "../components/Listing";
import { done, refused } from "../components/notify";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { lookOf } from "../components/states";
import { StateBadge } from "../components/StateBadge";
import { When } from "../components/When";
import { ItemDetails } from "./ItemDetails";
import { PutItem } from "./PutItem";
import { QueueForm } from "./QueueForm";
import { QueueState } from "./QueueState";

const route = getRouteApi("/queues/$ref");

/** One queue: what waits in it, who has the rest, and how it is steered. */
export function QueuePage() {
  const { ref } = route.useParams();
  const query = useQuery(queueQueries.one(ref));
  return (
    <Loaded query={query} rows={8}>
      {(queue) => <Found queue={queue} />}
    </Loaded>
  );
}

function Found({ queue }: { queue: Queue }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<QueueSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <Page title={queue.ref} lead={<Lead queue={queue} />} actions={<Steering queue={queue} />}>
      {queue.problem && (
        <Alert color="red" icon={<IconAlertTriangle />} title="Nothing is handed out">
          {queue.problem}
        </Alert>
      )}
      <Group justify="space-between" align="flex-end">
        <Group gap="xl">
          <Figure count={queue.waiting} word={queue.waiting === 1 ? "item waits" : "items wait"} />
          <Figure count={queue.leased} word={`handed out, ${roomOf(queue)}`} />
        </Group>
        <Select
          label="State"
          w={170}
          clearable
          placeholder="any"
          data={ITEM_STATES.map((state) => ({ value: state, label: lookOf(state).word }))}
          value={search.state ?? null}
          onChange={(state) =>
            change({ state: (state ?? undefined) as QueueSearch["state"], page: undefined })
          }
        />
      </Group>
      <Beside
        aside={
          search.item && (
            <ItemDetails
              key={search.item}
              queue={queue}
              id={search.item}
              onClose={() => change({ item: undefined })}
            />
          )
        }
      >
        <Items queue={queue} search={search} change={change} />
      </Beside>
    </Page>
  );
}

function Lead({ queue }: { queue: Queue }) {
  return (
    <Group gap="sm">
      {queue.label && <span>{queue.label}</span>}
      <span>hands items to {queue.dispatch_action}</span>
      <QueueState queue={queue} />
      {queue.owner && <span>for {queue.owner}</span>}
    </Group>
  );
}

function Figure({ count, word }: { count: number; word: string }) {
  return (
    <Group gap={6} align="baseline" wrap="nowrap">
      <Text fw={650} size="xl" className="number" span>
        {count.toLocaleString()}
      </Text>
      <Text size="sm" c="dimmed" span>
        {word}
      </Text>
    </Group>
  );
}

/** How many may be handed out at a time, as one would say it. */
function roomOf(queue: Queue): string {
  const { concurrency = 1, batch_size = 10 } = queue.config?.dispatch ?? {};
  const executions = concurrency === 1 ? "one execution at a time" : `${concurrency} executions at a time`;
  return queue.batch_mode === "batch" ? `${executions}, ${batch_size} items each` : executions;
}

function Steering({ queue }: { queue: Queue }) {
  const [open, setOpen] = useState<"put" | "edit">();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const change = useMutation({
    mutationFn: (part: Partial<QueueDocument>) => queueActions.change(queue, part),
    onError: refused,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["queues"] }),
  });
  const remove = useMutation({
    mutationFn: () => queueActions.delete(queue.ref),
    onError: refused,
    onSuccess: () => {
      done(`Deleted ${queue.ref} and what was in it`);
      void navigate({ to: "/queues" });
    },
  });
  const isOwn = queue.pack === null;
  return (
    <>
      {open === "put" && <PutItem queue={queue} onClose={() => setOpen(undefined)} />}
      {open === "edit" && <QueueForm queue={queue} onClose={() => setOpen(undefined)} />}
      {isOwn ? (
        <>
          <Button
            variant="default"
            leftSection={queue.enabled ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
            loading={change.isPending}
            onClick={() => change.mutate({ enabled: !queue.enabled })}
          >
            {queue.enabled ? "Pause" : "Resume"}
          </Button>
          <Menu>
            <Menu.Target>
              <Button variant="default" leftSection={<IconPencil size={16} />}>
                Change
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setOpen("edit")}>Change it</Menu.Item>
              <Menu.Item onClick={() => change.mutate({ accepting_new_items: !queue.accepting_new_items })}>
                {queue.accepting_new_items ? "Take no new items" : "Take new items again"}
              </Menu.Item>
              <Menu.Item color="red" onClick={() => remove.mutate()}>
                Delete it and what is in it
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      ) : (
        <Text size="sm" c="dimmed" maw={260}>
          A file of the pack {queue.pack}: it is changed there.
        </Text>
      )}
      <Button
        leftSection={<IconPlus size={16} />}
        disabled={!queue.accepting_new_items}
        onClick={() => setOpen("put")}
      >
        Put work in
      </Button>
    </>
  );
}

function Items({
  queue,
  search,
  change,
}: {
  queue: Queue;
  search: QueueSearch;
  change: (part: Partial<QueueSearch>) => void;
}) {
  const { state, page, item } = search;
  const query = useQuery(queueQueries.items(queue.ref, { ...(state ? { state } : {}), page: page ?? 1 }));
  return (
    <Loaded query={query}>
      {({ data, pagination }) =>
        data.length === 0 ? (
          <Nothing queue={queue} state={state} />
        ) : (
          <>
            <Listing<QueueItem>
              label="Items"
              rows={data}
              keyOf={(each) => each.id}
              selected={item}
              columns={[
                {
                  title: "Item",
                  cell: (each) => (
                    <RowName onClick={() => change({ item: each.id })}>{each.item_key ?? each.id}</RowName>
                  ),
                },
                { title: "State", tight: true, cell: (each) => <StateBadge state={each.state} /> },
                {
                  title: "Priority",
                  right: true,
                  tight: true,
                  cell: (each) => <span className="number">{each.priority}</span>,
                },
                {
                  title: "Tries",
                  right: true,
                  tight: true,
                  cell: (each) => <span className="number">{each.attempts}</span>,
                },
                {
                  title: "Held by",
                  tight: true,
                  cell: (each) =>
                    each.execution ? (
                      <Link to="/executions/$id" params={{ id: each.execution }} className="id-link">
                        {each.execution}
                      </Link>
                    ) : (
                      <Text size="sm" c="dimmed">
                        nobody
                      </Text>
                    ),
                },
                { title: "Changed", tight: true, cell: (each) => <When at={each.updated_at} /> },
              ]}
            />
            <Pages pagination={pagination} onChange={(next) => change({ page: next })} />
          </>
        )
      }
    </Loaded>
  );
}

function Nothing({ queue, state }: { queue: Queue; state: QueueSearch["state"] }) {
  if (state) return <Empty title={`No item is in the state “${lookOf(state).word}”`} />;
  return (
    <Empty
      title="Nothing has been put in yet"
      command={`curl ${window.location.origin}/api/v1/queues/${queue.ref}/items --json '{"payload": {"order": 17}}'`}
    >
      Put work in here, or as a program would:
    </Empty>
  );
}
