import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@xyflow/react/dist/style.css";
import "./app/app.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { sessionQueries } from "./api/session";
import { styleNonce } from "./app/nonce";
import { queries } from "./app/queries";
import { router } from "./app/router";
import { readable, theme } from "./app/theme";

// Every page waits for it, so it is asked for while the code of the page is still on its way.
void queries.prefetchQuery(sessionQueries.current());

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// What locks scrolling behind a dialog adds a style sheet, too.
setNonce(styleNonce());

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readable}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
