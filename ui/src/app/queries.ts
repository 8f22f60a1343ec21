import { QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "../api/client";

/** The one cache of what the server said; refusals are not asked again, silence is. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that has ended elsewhere ends here too: the page asks to log in.
    onError: (error, query) => {
      const lost = error instanceof Problem && error.status === 401 && query.queryKey[0] !== "session";
      if (lost) void queries.resetQueries({ queryKey: ["session"] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 1_000,
      retry: (failures, error) => error instanceof Problem && error.status === 0 && failures < 2,
      refetchOnWindowFocus: true,
    },
  },
});
