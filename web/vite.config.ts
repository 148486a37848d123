import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.TOCSIN_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  // Relative to <base>, which the server fills in: a proxy may serve us below a folder.
  base: "./",
  plugins: [react()],
  build: { outDir: "dist", emptyOutDir: true, manifest: true, target: "es2023", chunkSizeWarningLimit: 700 },
  server: { proxy: { "/api": server } },
});
