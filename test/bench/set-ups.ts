/**
 * What the benchmarks run: the yardstick's set-up (Llama-2-7B on one A100-80GB, batch cap 128, chunk 512, block 16), two
 * harder ones on the same list of requests, and the generated list that grows.
 */

import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import type { ArrivalTable } from '../../src/traces/arrivals.ts'

export type SetUpName = 'yardstick' | 'speculative' | 'experts' | 'allExpertLayers'
export const setUpNames: readonly SetUpName[] = ['yardstick', 'speculative', 'experts', 'allExpertLayers']

type Edits = Readonly<Record<string, unknown>>

const yardstick: Edits = {
  accelerator: 'a100-80gb-sxm',
  model: 'llama-2-7b',
  'batching.maxRunning': 128,
  scheduler: 'chunked-prefill',
  'scheduler.tokenBudget': 512,
  'kv.blockTokens': 16,
  // The floor keeps nothing of finished requests either.
  prefixCache: 'none',
}

// DeepSeek-V3: 58 layers with 256 experts each. 671 GB of FP8 weights need eight H200 of 141 GB without room to spare;
// attention ranks and experts spread over sixteen.
const experts: Edits = {
  ...yardstick,
  accelerator: 'h200-sxm',
  model: 'deepseek-v3',
  'precision.weights': 'fp8',
  'placement.data': 16,
  'placement.expertParallel': true,
  gate: 'skewed',
}

const edits: Readonly<Record<SetUpName, Edits>> = {
  yardstick,
  speculative: { ...yardstick, decoder: 'speculative' },
  experts,
  allExpertLayers: { ...experts, 'gate.layers': 58 },
}

/** What a reader of the numbers wants to know of each set-up. */
export const setUpNotes: Readonly<Record<SetUpName, string>> = {
  yardstick: 'Llama-2-7B, one A100-80GB, batch cap 128, chunked prefill 512, block 16, nothing retained',
  speculative: 'the same, 4 drafted tokens a round',
  experts:
    'DeepSeek-V3, 58 layers × 256 experts, 16 H200 in data and expert parallelism; 4 layers drawn for all (the default), grid of 4 × 256 recorded',
  allExpertLayers: 'the same, every layer drawn, grid of 58 × 256 recorded; one process',
}

/** The list of 10,000 requests as a document replays it. */
export function replay(name: SetUpName, table: ArrivalTable): Experiment {
  const { title, length, hash } = table
  const start = { ...defaultExperiment(), data: { trace: { title, rows: length, hash } } }
  return edited(start, { ...edits[name], workload: 'trace' })
}

/** Generated arrivals at the list's rate and mean lengths: 4 a second, 1,080 and 198 tokens. */
export function generated(requests: number): Experiment {
  return edited(defaultExperiment(), {
    ...yardstick,
    workload: 'poisson',
    'workload.rate': 4,
    'workload.requests': requests,
    'lengths.prompt': 'log-normal',
    'lengths.prompt.mean': 1080,
    'lengths.prompt.cv': 0.7,
    'lengths.output': 'log-normal',
    'lengths.output.mean': 198,
    'lengths.output.cv': 0.7,
  })
}

const edited = (document: Experiment, changes: Edits): Experiment =>
  Object.entries(changes).reduce((changed, [path, value]) => edit(changed, `setup.${path}`, value), document)
