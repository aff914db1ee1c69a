/** What a search in a worker says that ended before its answer. */
import type { Problem } from '../kernel/problem.ts'

export const searchStopped = (error: unknown): Problem => ({
  code: 'worker-died',
  message: `The search stopped: ${error instanceof Error ? error.message : String(error)}.`,
  remedy: 'Start it again, or ask for fewer requests.',
})
