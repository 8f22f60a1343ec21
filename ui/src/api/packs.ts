import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data, page } from "./client";

export const packQueries = {
  list: (filter: { page?: number; per_page?: number }) =>
    queryOptions({
      queryKey: ["packs", filter],
      queryFn: () => page(api.GET("/api/v1/packs", { params: { query: filter } })),
      placeholderData: keepPreviousData,
    }),
  one: (ref: string) =>
    queryOptions({
      queryKey: ["packs", ref],
      queryFn: () => data(api.GET("/api/v1/packs/{pack_ref}", { params: { path: { pack_ref: ref } } })),
    }),
  actions: (filter: { page?: number; per_page?: number }) =>
    queryOptions({
      queryKey: ["actions", filter],
      queryFn: () => page(api.GET("/api/v1/actions", { params: { query: filter } })),
      placeholderData: keepPreviousData,
    }),
};
