import react from "@vitejs/plugin-react";
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

/** The page is `/console`, what it loads lies below. */
const BELOW = "console/";

/** The service worker is told what a build is made of: it keeps nothing else. */
const worker: Plugin = {
  name: "worker",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      const source = readFileSync(new URL("sw.js", import.meta.url), "utf8");
      this.emitFile({ type: "asset", fileName: "sw.js", source: source.replace("NAMES", JSON.stringify(Object.keys(bundle))) });
    },
  },
};

export default defineConfig({
  root: "console",
  base: "./",
  plugins: [react(), worker],
  // What only the form library's own tests validate with: here the server judges.
  resolve: {
    alias: { "@rjsf/validator-ajv8": new URL("src/forms/validator.ts", import.meta.url).pathname },
  },
  html: { cspNonce: "NONCE" },
  experimental: {
    renderBuiltUrl: (name, { hostType }) =>
      hostType === "html" ? `${BELOW}${name}` : { relative: true },
  },
  build: {
    outDir: "../chalicelib/web/assets/console",
    emptyOutDir: true,
    assetsDir: "",
    assetsInlineLimit: 0,
    target: "es2022",
    // The decoder of codes holds its WebAssembly: one thing to fetch, and only where the browser has none.
    chunkSizeWarningLimit: 1300,
  },
});
