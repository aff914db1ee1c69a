/**
 * End-to-end tests: the built page in real browsers, one file after the other, so that timings and memory are its own.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { expectations } from '../../scripts/expectations.plugin.ts'
import { PATIENCE } from './harness-flags.ts'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [expectations()],
  test: {
    environment: 'node',
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/e2e/harness-setup.ts'],
    fileParallelism: false,
    // Limits of time are for hangs. A wait for one thing on the page ends first (harness.ts), so that a failure names it.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    teardownTimeout: 120_000,
    // No expectation is required of each: a wait for something on the page fails by itself. Those that are there are asked.
    expect: { poll: { timeout: PATIENCE } },
    setupFiles: ['test/asked.ts'],
  },
})
