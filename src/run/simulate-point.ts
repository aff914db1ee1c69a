/** A published run simulated: a closed loop of equal requests, and the figure that was published. */

import { defaultExperiment } from '../experiment/defaults.ts'
import type { Experiment } from '../experiment/document.ts'
import type { PublishedPoint } from '../fidelity/published-points.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { completeDocument } from './complete.ts'
import { iterationOverheadUs } from './engine-overhead.ts'
import { Shelf } from './shelf.ts'
import { summaryOf } from './simulate.ts'

/** Offline runs keep so many requests in flight; memory admits fewer. */
const MOST_IN_FLIGHT = 1024
/** Rounds of the loop that are measured: enough for the first burst not to rule. */
const ROUNDS = 5
const LEAST_REQUESTS = 24
/** What servers of these sizes process in an iteration at most. */
const TOKEN_BUDGET = 8192

export type PointFigures = Readonly<Record<PublishedPoint['metric'], number>>

/** By kernels, with what the engine's iterations take; or by whole steps, with the constants that these were fitted with. */
export function simulatePoint(
  { run, system }: Pick<PublishedPoint, 'run' | 'system'>,
  form: 'kernels' | 'steps' = 'kernels',
): Result<PointFigures> {
  const clients = run.concurrency === 'most' ? MOST_IN_FLIGHT : run.concurrency
  const requests = Math.max(LEAST_REQUESTS, (run.concurrency === 'most' ? 2 : ROUNDS) * clients)
  const base = defaultExperiment('serving')
  const document: Experiment = {
    ...base,
    setup: {
      accelerator: { id: run.accelerator, knobs: {} },
      model: { id: run.model, knobs: {} },
      precision: { weights: run.weights, kv: 'bf16' },
      placement: {
        id: 'aggregated',
        knobs: { instances: 1, tensor: run.tensor, expertParallel: run.expertParallel },
      },
      workload: { id: 'closed-loop', knobs: { clients, think: 0, requests } },
      lengths: {
        prompt: { id: 'fixed', knobs: { tokens: Math.round(run.inputTokens) } },
        output: { id: 'uniform', knobs: outputsAround(run.outputTokens) },
      },
      scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: TOKEN_BUDGET } },
      batching: { maxRunning: MOST_IN_FLIGHT },
      decoder: { id: 'autoregressive', knobs: {} },
      cost: { form, ...(form === 'kernels' && { iterationOverheadUs: iterationOverheadUs(system) }) },
      horizon: { warmUp: 0 },
    },
  }
  const { engine, completed, arms } = completeDocument(document, new Shelf())
  const stops = [...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)].filter(
    ({ severity }) => severity !== 'notice',
  )
  if (engine === null || stops.length > 0) return failure(...stops)
  const summary = summaryOf(engine, arms[0], {})
  if (!summary.ok) return summary
  const { ttft, tpot, throughput } = summary.value.report as {
    readonly ttft: { readonly mean: number }
    readonly tpot: { readonly mean: number }
    readonly throughput: number
  }
  return success({ tpot: tpot.mean, ttft: ttft.mean, throughput })
}

/**
 * Equal requests that begin together stay together: all prompts at once, then all answers, which no server shows. Lengths around the
 * published one spread them, as the jitter of clients does.
 */
const outputsAround = (tokens: number) => {
  const width = Math.max(1, Math.round(tokens))
  return { shortest: Math.max(1, Math.round(tokens - width / 2)), width }
}
