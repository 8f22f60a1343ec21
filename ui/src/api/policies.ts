import { queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Policy = Schemas["Policy"];
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
