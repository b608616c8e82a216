import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "console",
  base: "./",
  plugins: [react()],
  // What only the form library's own tests validate with: the server judges.
  resolve: { alias: { "@rjsf/validator-ajv8": new URL("src/forms/validator.ts", import.meta.url).pathname } },
  build: {
    outDir: "../chalicelib/web/assets/console",
    emptyOutDir: true,
    assetsDir: "",
    assetsInlineLimit: 0,
    target: "es2022",
    chunkSizeWarningLimit: 700,
  },
});
