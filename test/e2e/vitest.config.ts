/**
 * End-to-end tests: the built page in real browsers. Two files at a time: most of a test is waiting for a page, each has storage of its
 * own, and none measures time, which the budgets do.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { expectations } from '../../scripts/expectations.plugin.ts'
import { PATIENCE } from './harness-flags.ts'

/** Every golden link in three browsers takes longer than any other file: begun last, it would run on alone. */
const LONGEST = 'digests.e2e.ts'

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith(LONGEST)
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))]
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [expectations()],
  test: {
    environment: 'node',
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/run-folder.ts', 'test/e2e/harness-setup.ts'],
    maxWorkers: 2,
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Limits of time are for hangs. A wait for one thing on the page ends first (harness.ts), so that a failure names it.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    teardownTimeout: 120_000,
    // No expectation is required of each: a wait for something on the page fails by itself. Those that are there are asked.
    expect: { poll: { timeout: PATIENCE } },
    setupFiles: ['test/asked.ts'],
  },
})
