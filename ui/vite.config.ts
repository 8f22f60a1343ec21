import { defineConfig } from "vitest/config";

const server = process.env.HEDDLE_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/ui/",
  esbuild: { jsx: "automatic" },
  build: {
    outDir: "target/classes/dev/heddle/ui",
    emptyOutDir: true,
    // Everything is a file of its own: the content security policy allows no inline data.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
    rollupOptions: {
      // Libraries mark modules for server components, which mean nothing here.
      onwarn: (warning, warn) => warning.code === "MODULE_LEVEL_DIRECTIVE" || warn(warning),
      output: {
        manualChunks(id) {
          if (id.includes("elkjs")) return "elk";
          if (/codemirror|@lezer/.test(id)) return "editor";
          if (
            /node_modules\/(react|react-dom|scheduler|@tanstack\/[\w-]*(query|router|store)[\w-]*|@mantine\/(core|hooks|notifications|spotlight))\//.test(
              id,
            )
          )
            return "base";
          return undefined;
        },
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": server, "/health": server } },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"], globals: false },
});
