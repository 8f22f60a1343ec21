import { queryOptions } from "@tanstack/react-query";
import { api, data } from "./client";

/** What a change of a browser's session must carry; no other site can know it. */
let guard: string | null = null;

api.use({
  onRequest({ request }) {
    if (guard !== null && request.method !== "GET") request.headers.set("X-Heddle-Guard", guard);
    return request;
  },
});

export const sessionQueries = {
  key: ["session"] as const,
  current: () =>
    queryOptions({
      queryKey: sessionQueries.key,
      queryFn: async () => {
        const who = await data(api.GET("/api/v1/auth/whoami"));
        guard = who.guard ?? null;
        return who;
      },
      staleTime: 60_000,
      retry: false,
    }),
  methods: () =>
    queryOptions({
      queryKey: ["login methods"] as const,
      queryFn: () => data(api.GET("/api/v1/auth/methods")),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    }),
};

export const sessionActions = {
  login: (login: string, password: string) =>
    data(api.POST("/api/v1/auth/login", { body: { login, password, browser: true } })),
  /** The token goes along once; from then on the browser has a cookie that no script can read. */
  loginWithToken: (token: string) =>
    data(
      api.POST("/api/v1/auth/session", {
        headers: { Authorization: `Bearer ${token.trim()}` },
        body: undefined as never,
      }),
    ),
  logout: () => data(api.POST("/api/v1/auth/logout")),
};
