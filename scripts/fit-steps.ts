/**
 * Fits what kernels lose inside an engine to published runs: sustained clocks, the share of launches that graphs leave, the gap of a
 * layer, and what an iteration of each engine takes beside. Writes `step` of H100 into src/catalog/kernel-fits.json.
 *
 *   npx tsx scripts/fit-steps.ts        LAB_DATA names the folder of the measurements
 *
 * A closed loop of equal requests in its steady state: an iteration decodes all streams and does their share of prompts, so
 *
 *   TPOT = iteration(streams, context in + out / 2) + streams · in / out · time of a prompt token in a full batch.
 *
 * A simulated loop has a beginning and bursts that this form leaves out: after a fit every point is simulated, what the simulation
 * says over what the form says becomes a factor of the point, and the constants are fitted again.
 *
 * Every second set-up is kept apart. Rows whose streams alone would not fit memory are left out: they measure queueing.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import { accelerators } from '../src/catalog/accelerators.ts'
import { find } from '../src/catalog/find.ts'
import { type FitRecord, shippedFits } from '../src/catalog/kernel-fits.ts'
import { links } from '../src/catalog/links.ts'
import { models } from '../src/catalog/models.ts'
import { createCostModel } from '../src/engines/serving/cost/cost-model.ts'
import { costSettings } from '../src/engines/serving/cost/settings.ts'
import { createWork } from '../src/engines/serving/cost/work.ts'
import { bandOf, errorStatistics, type Pair, shareInside } from '../src/fidelity/errors.ts'
import { type PublishedPoint, readPoints } from '../src/fidelity/published-points.ts'
import { patternSearch } from '../src/kernel/pattern-search.ts'
import { simulatePoint } from '../src/run/simulate-point.ts'

const FILE = 'src/catalog/kernel-fits.json'
const DEVICE = 'h100-sxm'
const BATCH = 8192
const SIMULATED_ROUNDS = 2
/** Streams above which TPOT is no longer that of a full loop. */
const MOST_STREAMS = 128
const engines = ['vllm', 'trtllm', 'sglang'] as const

const text = readFileSync(join(env.LAB_DATA ?? '../shared/data', 'published-calibration.csv'), 'utf8')
const read = readPoints('published points', text)
if (!read.ok) throw new Error(read.problems[0].message)
const points = read.value.points.filter(
  ({ metric, run }) => metric === 'tpot' && run.concurrency !== 'most' && run.concurrency <= MOST_STREAMS,
)
const fits = shippedFits as unknown as Record<
  string,
  Record<string, Record<string, { values: Record<string, number> }>>
>
const unknown = errorStatistics([])
const step = {
  ...{ values: {} as Record<string, number>, fitted: unknown, heldOut: unknown },
  ...{ band: [1, 1], covered: 1, range: {} },
}
fits[DEVICE].step = { any: step }

function tpotOf({ run }: PublishedPoint): number {
  const model = find(models, run.model)
  const accelerator = find(accelerators, run.accelerator)
  const cost = createCostModel({
    model,
    accelerator,
    peerLink: find(links, accelerator.peerLink),
    precision: { weights: run.weights, kv: 'bf16' },
    placement: { instances: 1, tensor: run.tensor, pipeline: 1, data: 1, expertParallel: run.expertParallel } as never,
    settings: costSettings.parse({ form: 'kernels', iterationOverheadUs: 0 }),
  })
  const streams = run.concurrency as number
  const work = createWork()
  const route = (tokens: number): void => {
    if (!model.experts) return
    const { count, active } = model.experts
    const ranks = run.expertParallel ? run.tensor : 1
    const unique = count * (1 - (1 - active / count) ** tokens)
    work.experts.layers = 1
    work.experts.unique[0] = unique
    work.experts.peakUnique[0] = unique / ranks
    work.experts.peakPairs[0] = (tokens * active) / ranks
  }
  work.tokens = streams
  work.peakTokens = streams
  work.logitRows = streams
  work.decodeSequences = streams
  work.decodeContext = streams * (run.inputTokens + run.outputTokens / 2)
  work.decodePairs = work.decodeContext
  route(streams)
  const decoding = cost.iteration(work)
  const prompts = createWork()
  const pieces = Math.max(1, BATCH / run.inputTokens)
  prompts.tokens = pieces * run.inputTokens
  prompts.peakTokens = Math.round(prompts.tokens)
  prompts.prefillSequences = pieces
  prompts.prefillPairs = (pieces * run.inputTokens * (run.inputTokens + 1)) / 2
  prompts.prefillContext = pieces * run.inputTokens
  Object.assign(work.experts, { layers: 0 })
  Object.assign(work, prompts, { experts: work.experts })
  work.decodeSequences = 0
  work.logitRows = 0
  route(prompts.tokens)
  const perToken = cost.iteration(work) / prompts.tokens
  return decoding + ((streams * run.inputTokens) / run.outputTokens) * perToken
}

const engineOf = ({ system }: PublishedPoint): number => Math.max(0, engines.indexOf(system.split(' ')[0] as 'vllm'))
/** Simulated over foretold, by set-up; 1 before the first simulation. */
const factors = new Map<string, number>()
const keyOf = ({ run, system }: PublishedPoint): string => JSON.stringify([run, system.split(' ')[0]])
const formOf = (point: PublishedPoint, values: readonly number[]): number => tpotOf(point) + values[3 + engineOf(point)]
const predict = (point: PublishedPoint, values: readonly number[]): number =>
  formOf(point, values) * (factors.get(keyOf(point)) ?? 1)
const setValues = ([sustained, launchShare, layerGap, ...iterations]: readonly number[]): void => {
  step.values = {
    sustained,
    launchShare,
    layerGap,
    ...Object.fromEntries(engines.map((engine, i) => [`${engine}Iteration`, iterations[i]])),
  }
}
const keys = [...new Set(points.map(({ run }) => JSON.stringify(run)))]
const isTrain = (point: PublishedPoint): boolean => keys.indexOf(JSON.stringify(point.run)) % 2 === 0
const train = points.filter(isTrain)
function pairsOf(some: readonly PublishedPoint[]): readonly Pair[] {
  return some.map((point) => ({ measured: point.measured, predicted: predict(point, rounded) }))
}

/** The same points by the form of whole steps, which has no constants of its own here. */
function plainPairsOf(some: readonly PublishedPoint[]): readonly Pair[] {
  return some.flatMap((point) => {
    const simulated = simulatePoint(point, 'steps')
    return simulated.ok ? [{ measured: point.measured, predicted: simulated.value.tpot }] : []
  })
}

const lossOf = (values: readonly number[]): number => {
  setValues(values)
  const losses = train.map((point) => Math.log1p(Math.abs(Math.log(predict(point, values) / point.measured)) / 0.1))
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length
}
let rounded: readonly number[] = [0.8, 0.5, 5e-6, 1e-3, 1e-3, 1e-3]
for (let round = 0; round <= SIMULATED_ROUNDS; round++) {
  const [sustained, launchShare, layerGap, ...iterations] = rounded
  const found = patternSearch(
    [
      { start: sustained, least: 0.4, most: 1.2 },
      { start: launchShare, least: 0, most: 1 },
      { start: layerGap, least: 0, most: 60e-6 },
      ...iterations.map((start) => ({ start, least: 0, most: 10e-3 })),
    ],
    lossOf,
    700,
  )
  rounded = found.values.map((value) => Number(value.toPrecision(4)))
  setValues(rounded)
  for (const point of points) {
    const simulated = simulatePoint(point)
    if (simulated.ok) factors.set(keyOf(point), simulated.value.tpot / formOf(point, rounded))
  }
  console.log(round, JSON.stringify(step.values), JSON.stringify(errorStatistics(pairsOf(train))))
}
const share4 = (share: number): number => Number(share.toFixed(4))
const errorsOf = (pairs: readonly Pair[]) => {
  const { rows, ...shares } = errorStatistics(pairs)
  return {
    rows,
    ...Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, share4(share)])),
  } as FitRecord['fitted']
}
const test = points.filter((point) => !isTrain(point))
const recordOf = (values: FitRecord['values'], ofTrain: readonly Pair[], ofTest: readonly Pair[]): FitRecord => {
  const band = bandOf(ofTrain).map(share4) as [number, number]
  return {
    values,
    fitted: errorsOf(ofTrain),
    heldOut: errorsOf(ofTest),
    band,
    covered: share4(shareInside(ofTest, band)),
    range: {},
  }
}
const record = recordOf(step.values, pairsOf(train), pairsOf(test))
const plain = recordOf({}, plainPairsOf(train), plainPairsOf(test))
console.log(JSON.stringify({ record, plain }, null, 1))
const shipped = JSON.parse(readFileSync(FILE, 'utf8'))
shipped.fits[DEVICE].step = { any: record, plain }
writeFileSync(FILE, `${JSON.stringify(shipped, null, 1)}\n`)
