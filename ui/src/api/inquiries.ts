import { queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Inquiry = Schemas["Inquiry"];

export interface InquiryFilter {
  readonly status?: Schemas["InquiryStatus"];
  readonly execution?: string;
  readonly page?: number;
  readonly per_page?: number;
}

export const inquiryQueries = {
  all: ["inquiries"] as const,
  list: (filter: InquiryFilter) =>
    queryOptions({
      queryKey: [...inquiryQueries.all, "list", filter],
      queryFn: () => page(api.GET("/api/v1/inquiries", { params: { query: filter } })),
      refetchInterval: 3_000,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: [...inquiryQueries.all, id],
      queryFn: () => data(api.GET("/api/v1/inquiries/{id}", { params: { path: { id } } })),
    }),
};

export const inquiryActions = {
  respond: (id: string, response: Record<string, unknown>) =>
    data(
      api.POST("/api/v1/inquiries/{id}/respond", {
        params: { path: { id } },
        body: { response: response as Record<string, never> },
      }),
    ),
  cancel: (id: string) => data(api.POST("/api/v1/inquiries/{id}/cancel", { params: { path: { id } } })),
};
