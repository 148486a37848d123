import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/*/{src,test}/**/*.test.ts",
      "server/{src,test}/**/*.test.ts",
      "web/src/**/*.test.ts",
      "e2e/**/*.test.ts",
    ],
    globalSetup: "server/test/support/global-setup.ts",
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
