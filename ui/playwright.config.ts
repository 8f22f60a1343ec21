import { defineConfig } from "@playwright/test";

// Against a running server: HEDDLE_URL=http://127.0.0.1:8080 npx playwright test
export default defineConfig({
  testDir: "e2e",
  outputDir: "target/e2e",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ["list"],
    ["junit", { outputFile: process.env.PLAYWRIGHT_JUNIT_OUTPUT_FILE ?? "target/e2e.xml" }],
  ],
  use: {
    baseURL: process.env.HEDDLE_URL ?? "http://127.0.0.1:8080",
    viewport: { width: 1280, height: 860 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
