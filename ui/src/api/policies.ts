import { queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Policy = Schemas["Policy"];
export type PolicyDocument = Schemas["PolicyDocument"];
export type Claim = Schemas["Claim"];

const LIVE_MS = 2_000;

export const policyQueries = {
  list: () =>
    queryOptions({
      queryKey: ["policies"],
      queryFn: () => page(api.GET("/api/v1/policies", { params: { query: { per_page: 100 } } })),
    }),
  one: (ref: string) =>
    queryOptions({
      queryKey: ["policies", ref],
      queryFn: () =>
        data(api.GET("/api/v1/policies/{policy_ref}", { params: { path: { policy_ref: ref } } })),
      refetchInterval: LIVE_MS,
    }),
};

export const policyActions = {
  create: (policy: PolicyDocument) => data(api.POST("/api/v1/policies", { body: policy })),
  replace: (ref: string, policy: PolicyDocument) =>
    data(api.PUT("/api/v1/policies/{policy_ref}", { params: { path: { policy_ref: ref } }, body: policy })),
  delete: (ref: string) =>
    data(api.DELETE("/api/v1/policies/{policy_ref}", { params: { path: { policy_ref: ref } } })),
};
