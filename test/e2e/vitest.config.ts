/**
 * End-to-end tests: the built page in real browsers, one file after the other, so that timings and memory are its own.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    environment: 'node',
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/e2e/harness-setup.ts'],
    fileParallelism: false,
    // A cold browser on a busy two-core machine needs seconds for its first page.
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
})
