import { Table, Text, Tooltip } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { executionQueries, type TaskExecution } from "../api/executions";
import { useNow } from "../components/clock";
import { Bones, Empty, Loaded } from "../components/Feedback";
import { ended, lookOf } from "../components/states";
import { duration, exact } from "../components/time";
import classes from "./RunGrid.module.css";
import { type ExecutionsSearch, filterOf } from "./search";

const RUNS = 25;

/** The latest runs of one workflow against its tasks: which failed when, at a glance. */
export function RunGrid({ search }: { search: ExecutionsSearch }) {
  const now = useNow(search.since !== undefined);
  const query = useQuery({
    ...executionQueries.list({ ...filterOf(search, now.getTime()), page: 1, per_page: RUNS }),
    enabled: search.workflow !== undefined,
  });
  if (!search.workflow) {
    return (
      <Empty title="Which workflow?">
        The grid shows the latest {RUNS} runs of one workflow against its tasks. Name the workflow in the
        filter above.
      </Empty>
    );
  }
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty title="No run fits this filter" />
        ) : (
          <Grid
            runs={data.toReversed().map((run) => ({ id: run.id, status: run.status, at: run.started_at }))}
          />
        )
      }
    </Loaded>
  );
}

interface Run {
  readonly id: string;
  readonly status: string;
  readonly at: string;
}

function Grid({ runs }: { runs: Run[] }) {
  const tasks = useQueries({
    queries: runs.map((run) => ({
      ...executionQueries.tasks(run.id),
      staleTime: ended(run.status) ? Number.POSITIVE_INFINITY : 1_000,
      refetchInterval: ended(run.status) ? (false as const) : 2_000,
    })),
  });
  if (tasks.every((each) => each.data === undefined)) return <Bones />;
  const columns = tasks.map((each) => lastOfEach(each.data ?? []));
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  return (
    <Table.ScrollContainer minWidth={400}>
      <Table className={classes.grid} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Task</Table.Th>
            {runs.map((run) => (
              <Table.Th key={run.id} className={classes.cell}>
                <Cell id={run.id} state={run.status} label={`${run.id}, ${exact(new Date(run.at))}`} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name) => (
            <Table.Tr key={name}>
              <Table.Td>
                <Text size="sm">{name}</Text>
              </Table.Td>
              {runs.map((run, column) => {
                const task = columns[column]?.get(name);
                return (
                  <Table.Td key={run.id} className={classes.cell}>
                    {task && (
                      <Cell id={run.id} task={name} state={task.status} label={`${name}${timeOf(task)}`} />
                    )}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Cell({ id, task, state, label }: { id: string; task?: string; state: string; label: string }) {
  const look = lookOf(state);
  return (
    <Tooltip label={`${label}: ${look.word}`}>
      <Link
        to="/executions/$id"
        params={{ id }}
        search={task ? { tab: "tasks", task } : {}}
        className={classes.box}
        data-color={look.color}
        data-live={look.live || undefined}
        aria-label={`${label}: ${look.word}`}
      >
        {look.sign}
      </Link>
    </Tooltip>
  );
}

function lastOfEach(tasks: readonly TaskExecution[]): Map<string, TaskExecution> {
  const last = new Map<string, TaskExecution>();
  for (const task of tasks) if (task.index === null) last.set(task.name, task);
  return last;
}

function timeOf(task: TaskExecution): string {
  if (!task.started_at || !task.finished_at) return "";
  return `, ${duration(new Date(task.finished_at).getTime() - new Date(task.started_at).getTime())}`;
}
