import { defineConfig } from "vite";

// One self-contained script each: the pages, the pages without a network, and the worker that keeps those.
const ENTRIES: Record<string, string> = {
  production: "app",
  offline: "offline",
  worker: "offline-worker",
};

// Fixed names: Django's manifest storage hashes them when static files are collected.
export default defineConfig(({ mode }) => {
  const name = ENTRIES[mode] ?? "app";
  return {
    base: "./",
    publicDir: false as const,
    build: {
      // Chrome 109 is the last one for Windows 7, which village offices still run.
      target: "chrome109",
      cssTarget: "chrome109",
      outDir: "../leye/web/static/dist",
      emptyOutDir: name === "app",
      manifest: name === "app",
      modulePreload: false as const,
      cssCodeSplit: false,
      rolldownOptions: {
        // htmx can evaluate strings; the page turns that off (allowEval) and the CSP forbids it.
        checks: { eval: false },
        input: { [name]: `src/${name}.ts` },
        output: {
          format: "iife" as const,
          entryFileNames: "[name].js",
          assetFileNames: (asset: { names: string[] }) =>
            asset.names.some((file) => file.endsWith(".css")) ? "app.css" : "[name][extname]",
        },
      },
    },
  };
});
