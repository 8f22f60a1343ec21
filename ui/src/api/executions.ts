import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ended } from "../components/states";
import { api, data, page, type Schemas } from "./client";

export type Execution = Schemas["Execution"];
export type ExecutionSummary = Schemas["ExecutionSummary"];
export type Blocker = Schemas["Blocker"];
export type TaskExecution = Schemas["TaskExecution"];
export type Graph = Schemas["Graph"];
export type LogLine = Schemas["LogLine"];
export type RerunPreview = Schemas["RerunPreview"];
export type Moment = Schemas["Moment"];

export interface ExecutionFilter {
  readonly status?: Schemas["ExecutionStatus"];
  readonly action_ref?: string;
  readonly pack_name?: string;
  readonly dialect?: "flow" | "steps" | "script" | "spec" | "code";
  readonly trace_tag?: string;
  readonly text?: string;
  readonly started_after?: string;
  readonly started_before?: string;
  readonly parent?: string;
  readonly top_level?: boolean;
  readonly page?: number;
  readonly per_page?: number;
}

const LIVE_MS = 2_000;

export const executionQueries = {
  all: ["executions"] as const,
  list: (filter: ExecutionFilter) =>
    queryOptions({
      queryKey: [...executionQueries.all, "list", filter],
      queryFn: () => page(api.GET("/api/v1/executions", { params: { query: filter } })),
      placeholderData: keepPreviousData,
      refetchInterval: LIVE_MS,
    }),
  counts: () =>
    queryOptions({
      queryKey: [...executionQueries.all, "counts"],
      queryFn: () => data(api.GET("/api/v1/executions/stats")),
      refetchInterval: LIVE_MS,
    }),
  throughput: () =>
    queryOptions({
      queryKey: [...executionQueries.all, "throughput"],
      queryFn: () => data(api.GET("/api/v1/executions/throughput")),
      refetchInterval: 10_000,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: [...executionQueries.all, id, "execution"],
      queryFn: () => data(api.GET("/api/v1/workflow-executions/{id}", { params: { path: { id } } })),
      refetchInterval: (query) => (query.state.data && ended(query.state.data.status) ? false : 5_000),
    }),
  tasks: (id: string) =>
    queryOptions({
      queryKey: [...executionQueries.all, id, "tasks"],
      queryFn: () => data(api.GET("/api/v1/workflow-executions/{id}/tasks", { params: { path: { id } } })),
    }),
  graph: (id: string) =>
    queryOptions({
      queryKey: [...executionQueries.all, id, "graph"],
      queryFn: () => data(api.GET("/api/v1/workflow-executions/{id}/graph", { params: { path: { id } } })),
      placeholderData: keepPreviousData,
    }),
  rerunPreview: (id: string, from: string, activation: number) =>
    queryOptions({
      queryKey: [...executionQueries.all, id, "rerun", from, activation],
      queryFn: () =>
        data(
          api.GET("/api/v1/executions/{id}/rerun", {
            params: { path: { id }, query: { from, activation } },
          }),
        ),
    }),
  story: (id: string) =>
    queryOptions({
      queryKey: [...executionQueries.all, id, "story"],
      queryFn: () => data(api.GET("/api/v1/executions/{id}/story", { params: { path: { id } } })),
    }),
};

export const executionActions = {
  pause: (id: string) =>
    data(api.POST("/api/v1/workflow-executions/{id}/pause", { params: { path: { id } }, body: {} })),
  resume: (id: string) =>
    data(api.POST("/api/v1/workflow-executions/{id}/resume", { params: { path: { id } } })),
  cancel: (id: string) =>
    data(api.POST("/api/v1/executions/{id}/cancel", { params: { path: { id } }, body: {} })),
  retry: (id: string) =>
    data(api.POST("/api/v1/workflow-executions/{id}/retry", { params: { path: { id } } })),
  /** From a task on, with some of its input given anew. */
  rerunFrom: (id: string, from: string, activation: number, input: Record<string, unknown>) =>
    data(
      api.POST("/api/v1/executions/{id}/rerun", {
        params: { path: { id } },
        body: { from, activation, input: input as Record<string, never> },
      }),
    ),
  rerun: (id: string, parameters?: Record<string, unknown>) =>
    data(
      api.POST("/api/v1/executions/{id}/rerun", {
        params: { path: { id } },
        body: parameters ? { parameters: parameters as Record<string, never> } : {},
      }),
    ),
};
export type ExecutionAction = Exclude<keyof typeof executionActions, "rerunFrom">;

/** Which actions make sense for an execution in its present state, in the order they are offered. */
export function actionsFor(execution: Pick<ExecutionSummary, "status" | "paused">): ExecutionAction[] {
  switch (execution.status) {
    case "requested":
    case "running":
      return execution.paused ? ["resume", "cancel"] : ["pause", "cancel"];
    case "canceling":
      return [];
    case "completed":
      return ["rerun"];
    default:
      return ["retry", "rerun"];
  }
}
