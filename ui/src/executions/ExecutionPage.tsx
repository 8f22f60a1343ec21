import { Anchor, Breadcrumbs, Button, Code, Grid, Group, Tabs, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef } from "react";
import { actionsFor, type Execution, executionQueries } from "../api/executions";
import { Problem } from "../api/client";
import { type Followed, useFollow } from "../api/follow";
import { Bones, Empty, Loaded } from "../components/Feedback";
import { Page } from "../components/Page";
import { StateBadge } from "../components/StateBadge";
import { ended } from "../components/states";
import { Took, When } from "../components/When";
import type { Spot } from "../graph/scene";
import { ActionButton } from "./ActionButton";
import { Banner } from "./Banner";
import { Compare } from "./Compare";
import { DataTab } from "./DataTab";
import { DraftBadge } from "./DraftBadge";
import { LogTab } from "./LogTab";
import { RerunDialog } from "./RerunDialog";
import { Story } from "./Story";
import { type ExecutionSearch, needsTasks } from "./search";
import { TaskPanel } from "./TaskPanel";
import { TaskTable } from "./TaskTable";
import { Timeline } from "./Timeline";

// Nearly everybody sees the graph first, so it does not wait for the page to need it.
const graphTab = import("../graph/GraphTab");
const GraphTab = lazy(() => graphTab);
const route = getRouteApi("/executions/$id");

/** One run, whole: its graph, its time, its tasks, what it printed, and what to do next. */
export function ExecutionPage() {
  const { id } = route.useParams();
  return <ExecutionOf key={id} id={id} />;
}

function ExecutionOf({ id }: { id: string }) {
  const query = useQuery(executionQueries.one(id));
  const followed = useFollow(id);
  if (query.error instanceof Problem && query.error.status === NOT_FOUND) return <NoSuchExecution id={id} />;
  return (
    <Loaded query={query} rows={8}>
      {(execution) => <Found execution={execution} followed={followed} />}
    </Loaded>
  );
}

const NOT_FOUND = 404;

function NoSuchExecution({ id }: { id: string }) {
  return (
    <Page title="There is no such execution">
      <Empty title={`No execution ${id} is known`}>
        Its id may be mistyped, or it ended so long ago that it is not kept any more.{" "}
        <Link to="/executions">Show all executions</Link>
      </Empty>
    </Page>
  );
}

function Found({ execution, followed }: { execution: Execution; followed: Followed }) {
  return (
    <Page
      title={execution.workflow}
      lead={<Facts execution={execution} />}
      actions={
        <>
          <StateBadge state={execution.status} paused={execution.paused} />
          {actionsFor(execution).includes("rerun") && (
            <Button
              component={Link}
              to="/workflows/$ref"
              params={{ ref: execution.workflow } as never}
              search={{ tab: "start", like: execution.id } as never}
              size="sm"
              variant="default"
              title="The form, filled with the parameters of this run"
            >
              Change and run
            </Button>
          )}
          {actionsFor(execution).map((action) => (
            <ActionButton key={action} action={action} execution={execution} />
          ))}
        </>
      }
    >
      <Banner execution={execution} />
      <Views execution={execution} followed={followed} />
    </Page>
  );
}

function Facts({ execution }: { execution: Execution }) {
  return (
    <Group gap="md">
      <Breadcrumbs separator="›">
        {execution.parent && (
          <Anchor component={Link} to="/executions/$id" params={{ id: execution.parent } as never} size="sm">
            parent{execution.parent_task ? ` (${execution.parent_task})` : ""}
          </Anchor>
        )}
        <Code>{execution.id}</Code>
      </Breadcrumbs>
      <span>
        started <When at={execution.started_at} /> by {execution.started_by}
      </span>
      <span>
        took <Took from={execution.started_at} to={execution.finished_at} />
      </span>
      <span>
        <Link to="/workflows/$ref" params={{ ref: execution.workflow }}>
          {execution.workflow}
        </Link>{" "}
        {execution.draft ? (
          <>
            in a text that was tried and not stored
            <DraftBadge />
          </>
        ) : (
          `version ${execution.version}`
        )}
      </span>
      {execution.retry_of && (
        <span>
          continues{" "}
          <Link to="/executions/$id" params={{ id: execution.retry_of }}>
            {execution.retry_of}
          </Link>
        </span>
      )}
    </Group>
  );
}

/** A function that stays the same one, so that what is drawn with it is not drawn anew. */
function useStable<T>(act: (value: T) => void): (value: T) => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback((value: T) => latest.current(value), []);
}

const WARM_MS = 600;

/** The tasks of a run where they are looked at; before that they are asked for once, after the graph is there. */
function useTasks(id: string, looked: boolean) {
  const queries = useQueryClient();
  useEffect(() => {
    const timer = setTimeout(() => void queries.prefetchQuery(executionQueries.tasks(id)), WARM_MS);
    return () => clearTimeout(timer);
  }, [id, queries]);
  return useQuery({ ...executionQueries.tasks(id), enabled: looked });
}

/** A task of a run that is nested in this one, chosen in the graph. */
function NestedTask({
  id,
  name,
  item,
  onClose,
}: {
  id: string;
  name: string;
  item: number | undefined;
  onClose: () => void;
}) {
  const nested = useQuery(executionQueries.one(id));
  const tasks = useQuery({ ...executionQueries.tasks(id), refetchInterval: 2_000 });
  return (
    <Loaded query={nested}>
      {(execution) => (
        <TaskPanel
          execution={execution}
          name={name}
          item={item}
          tasks={tasks.data?.filter((task) => task.name === name)}
          lines={[]}
          onClose={onClose}
        />
      )}
    </Loaded>
  );
}

function Views({ execution, followed }: { execution: Execution; followed: Followed }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<ExecutionSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const select = (task: string | undefined) => change({ task, in: undefined, item: undefined });
  const selectSpot = useStable((spot: Spot | undefined) =>
    change({
      task: spot?.task,
      in: spot?.execution && spot.execution !== execution.id ? spot.execution : undefined,
      item: spot?.item ?? undefined,
    }),
  );
  const openNodes = useStable((nodes: string[]) => change({ open: nodes.join(" ") || undefined }));
  const open = useMemo(() => search.open?.split(" ") ?? [], [search.open]);
  const spot = useMemo(
    () =>
      search.task === undefined
        ? undefined
        : { execution: search.in ?? execution.id, task: search.task, item: search.item ?? null },
    [search.task, search.in, search.item, execution.id],
  );
  const tasks = useTasks(execution.id, needsTasks(search.tab, search.task));
  const tab = search.tab ?? "graph";
  const beside = search.task !== undefined && tab !== "compare" && tab !== "data";
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: beside ? 8 : 12 }}>
        <Tabs
          value={tab}
          onChange={(next) => change({ tab: next as ExecutionSearch["tab"] })}
          keepMounted={false}
        >
          <Tabs.List mb="sm">
            <Tabs.Tab value="graph">Graph</Tabs.Tab>
            <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
            <Tabs.Tab value="tasks">Tasks</Tabs.Tab>
            <Tabs.Tab value="logs">
              Logs
              {followed.lines.length > 0 && (
                <Text span size="xs" c="dimmed" ml={6} className="number">
                  {followed.lines.length.toLocaleString()}
                </Text>
              )}
            </Tabs.Tab>
            <Tabs.Tab value="data">Input and result</Tabs.Tab>
            <Tabs.Tab value="story">Story</Tabs.Tab>
            <Tabs.Tab value="compare">Compare</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="graph">
            <Suspense fallback={<Bones rows={10} />}>
              <GraphTab
                id={execution.id}
                live={!ended(execution.status)}
                selected={spot}
                onSelect={selectSpot}
                open={open}
                onOpen={openNodes}
              />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="timeline">
            <Loaded query={tasks}>
              {(list) => (
                <Timeline execution={execution} tasks={list} selected={search.task} onSelect={select} />
              )}
            </Loaded>
          </Tabs.Panel>
          <Tabs.Panel value="tasks">
            <Loaded query={tasks}>
              {(list) => <TaskTable tasks={list} selected={search.task} onSelect={select} />}
            </Loaded>
          </Tabs.Panel>
          <Tabs.Panel value="logs">
            <LogTab
              execution={execution}
              lines={followed.lines}
              tasks={tasks.data ?? []}
              task={search.task}
              find={search.find ?? ""}
              onFind={(find) => change({ find: find || undefined })}
            />
          </Tabs.Panel>
          <Tabs.Panel value="data">
            <DataTab execution={execution} />
          </Tabs.Panel>
          <Tabs.Panel value="story">
            <Story id={execution.id} />
          </Tabs.Panel>
          <Tabs.Panel value="compare">
            <Compare
              execution={execution}
              other={search.with}
              onChoose={(other) => change({ with: other })}
            />
          </Tabs.Panel>
        </Tabs>
      </Grid.Col>
      {beside && search.task && (
        <Grid.Col span={{ base: 12, lg: 4 }}>
          {search.in ? (
            <NestedTask
              key={`${search.in} ${search.task} ${search.item}`}
              id={search.in}
              name={search.task}
              item={search.item}
              onClose={() => select(undefined)}
            />
          ) : (
            <TaskPanel
              key={`${search.task} ${search.item}`}
              execution={execution}
              name={search.task}
              item={search.item}
              onRerun={() => change({ rerun: true })}
              tasks={tasks.data?.filter((task) => task.name === search.task)}
              lines={followed.lines}
              onClose={() => select(undefined)}
              onLogs={() => change({ tab: "logs" })}
            />
          )}
        </Grid.Col>
      )}
      {search.rerun && search.task && !search.in && (
        <RerunDialog
          execution={execution}
          task={search.task}
          times={Math.max(
            1,
            ...(tasks.data ?? []).flatMap((task) => (task.name === search.task ? [task.activation] : [])),
          )}
          onClose={() => change({ rerun: undefined })}
        />
      )}
    </Grid>
  );
}
