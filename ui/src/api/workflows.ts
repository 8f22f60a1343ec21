import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Workflow = Schemas["Workflow"];
export type WorkflowSummary = Schemas["WorkflowSummary"];
export type Validation = Schemas["Validation"];

export interface WorkflowFilter {
  readonly search?: string;
  readonly pack_ref?: string;
  readonly tags?: string;
  readonly page?: number;
  readonly per_page?: number;
}

export const workflowQueries = {
  all: ["workflows"] as const,
  list: (filter: WorkflowFilter) =>
    queryOptions({
      queryKey: [...workflowQueries.all, "list", filter],
      queryFn: () => page(api.GET("/api/v1/workflows", { params: { query: filter } })),
      placeholderData: keepPreviousData,
    }),
  one: (ref: string) =>
    queryOptions({
      queryKey: [...workflowQueries.all, ref],
      queryFn: () =>
        data(api.GET("/api/v1/workflows/{workflow_ref}", { params: { path: { workflow_ref: ref } } })),
    }),
};

export const versionQueries = {
  list: (ref: string) =>
    queryOptions({
      queryKey: [...workflowQueries.all, ref, "versions"],
      queryFn: () =>
        data(
          api.GET("/api/v1/workflows/{workflow_ref}/versions", { params: { path: { workflow_ref: ref } } }),
        ),
    }),
  one: (ref: string, definition: number) =>
    queryOptions({
      queryKey: [...workflowQueries.all, ref, "versions", definition],
      queryFn: () =>
        data(
          api.GET("/api/v1/workflows/{workflow_ref}/versions/{definition}", {
            params: { path: { workflow_ref: ref, definition } },
          }),
        ),
      staleTime: Number.POSITIVE_INFINITY,
    }),
};

export const workflowActions = {
  execute: (ref: string, parameters: Record<string, unknown>, traceTag?: string) =>
    data(
      api.POST("/api/v1/workflows/{workflow_ref}/execute", {
        params: { path: { workflow_ref: ref } },
        body: {
          parameters: parameters as Record<string, never>,
          ...(traceTag ? { trace_tag: traceTag } : {}),
        },
      }),
    ),
  /** Runs a text that is not stored; it becomes no version of the workflow. */
  executeDraft: (ref: string, definition: string, file: string, parameters: Record<string, unknown>) =>
    data(
      api.POST("/api/v1/workflows/{workflow_ref}/draft/execute", {
        params: { path: { workflow_ref: ref } },
        body: { definition, file, parameters: parameters as Record<string, never>, trace_tag: "draft" },
      }),
    ),
  validate: (definition: string, file: string) =>
    data(api.POST("/api/v1/workflows/validate", { body: { definition, file } })),
  replace: (ref: string, definition: string, file: string) =>
    data(
      api.PUT("/api/v1/workflows/{workflow_ref}", {
        params: { path: { workflow_ref: ref } },
        body: { definition, file },
      }),
    ),
  create: (pack: string, definition: string, file: string) =>
    data(
      api.POST("/api/v1/packs/{pack_ref}/workflows", {
        params: { path: { pack_ref: pack } },
        body: { definition, file },
      }),
    ),
  delete: (ref: string) =>
    data(api.DELETE("/api/v1/workflows/{workflow_ref}", { params: { path: { workflow_ref: ref } } })),
};
