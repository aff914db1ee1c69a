/** A published run simulated: a closed loop of equal requests, and the figure that was published. */

import { defaultExperiment } from '../experiment/defaults.ts'
import type { Experiment } from '../experiment/document.ts'
import type { PublishedPoint } from '../fidelity/published-points.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { completeDocument } from './complete.ts'
import { iterationOverheadUs } from './engine-overhead.ts'
import { Shelf } from './shelf.ts'
import { summaryOf } from './simulate.ts'

/** Offline runs keep so many requests in flight where memory holds them. */
const MOST_IN_FLIGHT = 2048
/** Rounds of the loop that are measured: enough for the first burst, and the last answers, not to rule. */
const ROUNDS = 5
const OFFLINE_ROUNDS = 6
const LEAST_REQUESTS = 24
/** Batch cap of a server, and more where more are in flight. */
const LEAST_BATCH = 1024
/** What servers of these sizes process in an iteration at most. */
const TOKEN_BUDGET = 8192

export type PointFigures = Readonly<Record<PublishedPoint['metric'], number>>

/** By kernels, with what the engine's iterations take; or by whole steps, with the constants that these were fitted with. */
export function simulatePoint({ run, system }: RunOf, form: Form = 'kernels'): Result<PointFigures> {
  const shelf = new Shelf()
  const clients = run.concurrency === 'most' ? mostThatFit({ run, system }, form, shelf) : run.concurrency
  const document = documentOf({ run, system }, form, clients)
  const { engine, completed, arms } = completeDocument(document, shelf)
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

type RunOf = Pick<PublishedPoint, 'run' | 'system'>
type Form = 'kernels' | 'steps'

/** Offline, an engine holds as many requests as fit with their whole answers. */
function mostThatFit(point: RunOf, form: Form, shelf: Shelf): number {
  const [arm] = completeDocument(documentOf(point, form, 1), shelf).completed.arms
  const tokens = Number(arm?.facts.find(({ id }) => id === 'kv-tokens')?.value)
  const fit = Math.floor(tokens / (point.run.inputTokens + point.run.outputTokens))
  return Math.min(MOST_IN_FLIGHT, Math.max(1, fit || 1))
}

function documentOf({ run, system }: RunOf, form: Form, clients: number): Experiment {
  // Offline rows are TensorRT-LLM's own, whose checkpoints of fewer bits come with a cache of 8.
  const isOffline = run.concurrency === 'most'
  const requests = Math.max(LEAST_REQUESTS, (isOffline ? OFFLINE_ROUNDS : ROUNDS) * clients)
  return {
    ...defaultExperiment('serving'),
    setup: {
      accelerator: { id: run.accelerator, knobs: {} },
      model: { id: run.model, knobs: {} },
      precision: { weights: run.weights, kv: isOffline && run.weights !== 'bf16' ? 'fp8' : 'bf16' },
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
      batching: { maxRunning: Math.max(LEAST_BATCH, clients) },
      decoder: { id: 'autoregressive', knobs: {} },
      cost: { form, ...(form === 'kernels' && { iterationOverheadUs: iterationOverheadUs(system) }) },
      horizon: { warmUp: 0 },
    },
  }
}

/**
 * Equal requests that begin together stay together: all prompts at once, then all answers, which no server shows. Lengths around the
 * published one spread them, as the jitter of clients does.
 */
const outputsAround = (tokens: number) => {
  const width = Math.max(1, Math.round(tokens))
  return { shortest: Math.max(1, Math.round(tokens - width / 2)), width }
}
