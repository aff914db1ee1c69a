/** A tokens run from a set-up, to its end. */
import { tokens } from '../../../src/engines/tokens/index.ts'
import type { TokensSimulation } from '../../../src/engines/tokens/simulation.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { createRecorder, type TrackRecorder } from '../../../src/kernel/recorder.ts'
import { modelFiles } from './models.ts'

export function startTokens(
  given: object,
  { seed = 1, recorder = createRecorder() }: { readonly seed?: number; readonly recorder?: TrackRecorder } = {},
): TokensSimulation {
  const { setup, problems } = tokens.complete(given)
  if (problems.length > 0) throw new Error(problems[0].message)
  const context = { draws: createDraws(seed), recorder, events: [], data: {}, files: modelFiles }
  const started = tokens.start(setup, context)
  if (!started.ok) throw new Error(started.problems[0].message)
  while (started.value.advance(Number.POSITIVE_INFINITY, 10_000) === 'more');
  recorder.close(started.value.now)
  return started.value as TokensSimulation
}
