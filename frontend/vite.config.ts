import { defineConfig } from "vite";

// Fixed names: Django's manifest storage hashes them when static files are collected.
export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    // Chrome 109 is the last one for Windows 7, which village offices still run.
    target: "chrome109",
    cssTarget: "chrome109",
    outDir: "../leye/web/static/dist",
    emptyOutDir: true,
    manifest: true,
    modulePreload: false,
    cssCodeSplit: false,
    rolldownOptions: {
      // htmx can evaluate strings; the page turns that off (allowEval) and the CSP forbids it.
      checks: { eval: false },
      input: { app: "src/app.ts" },
      output: {
        format: "iife",
        entryFileNames: "[name].js",
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".css")) ? "app.css" : "[name][extname]"),
      },
    },
  },
});
