import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The page is `/console`, what it loads lies below. */
const BELOW = "console/";

export default defineConfig({
  root: "console",
  base: "./",
  plugins: [react()],
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
