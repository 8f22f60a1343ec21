import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { executionQueries, type Graph, type TaskExecution } from "../api/executions";
import { compose, type Scene } from "./scene";

const NESTED_MS = 1_000;

const dataOf = <T>(results: UseQueryResult<T>[]): (T | undefined)[] => results.map((each) => each.data);
const graphsOf = dataOf<Graph>;
const tasksOf = dataOf<TaskExecution[]>;

/** The graph of a run and of what is opened in it. What is nested is asked for again while the run lives. */
export function useScene(id: string, open: readonly string[], live: boolean) {
  const root = useQuery(executionQueries.graph(id));
  const [ids, setIds] = useState<readonly string[]>([]);
  const refresh = { refetchInterval: live ? NESTED_MS : (false as const), placeholderData: keepPreviousData };
  // Under the key of the run, so that whatever refreshes it refreshes what is in it.
  const under = (of: string, query: { queryKey: readonly unknown[] }) =>
    of === id ? query.queryKey : [...executionQueries.all, id, "nested", ...query.queryKey];
  const graphs = useQueries({
    queries: ids.map((each) => {
      const query = executionQueries.graph(each);
      return { ...query, ...refresh, queryKey: under(each, query) as typeof query.queryKey };
    }),
    combine: graphsOf,
  });
  const tasks = useQueries({
    queries: ids.map((each) => {
      const query = executionQueries.tasks(each);
      return { ...query, ...refresh, queryKey: under(each, query) as typeof query.queryKey };
    }),
    combine: tasksOf,
  });
  const drawn = useMemo(() => {
    if (!root.data) return undefined;
    const known = new Map(ids.map((each, at) => [each, { graph: graphs[at], tasks: tasks[at] }]));
    return compose(id, root.data, new Set(open), (execution) => known.get(execution));
  }, [id, root.data, open, ids, graphs, tasks]);
  if (drawn && drawn.wanted.join() !== ids.join()) setIds(drawn.wanted);
  return { root, scene: drawn?.scene as Scene | undefined };
}
