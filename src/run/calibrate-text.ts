/**
 * What a person pastes to calibrate: results of a benchmark, the CSV of a measured run, lines of an engine's start-up log, or several
 * of them. Recognised by content.
 */
import type { Model } from '../catalog/model.ts'
import { models } from '../catalog/models.ts'
import { defaultExperiment } from '../experiment/defaults.ts'
import type { Experiment, Patch } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { readBenchmarks } from '../fidelity/benchmarks/benchmark.ts'
import { benchmarkFormats } from '../fidelity/benchmarks/index.ts'
import { readRun } from '../fidelity/measured-run.ts'
import { modelNamed } from '../fidelity/model-named.ts'
import { readStartupLog } from '../fidelity/startup-log.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { GiB } from '../kernel/units.ts'
import { Head } from '../traces/incoming/head.ts'
import { recognise } from '../traces/incoming/recognise.ts'
import { benchmarkTrial, type Calibration, calibrate, runTrial } from './calibrate.ts'
import { type CapacityCheck, checkCapacity } from './capacity-check.ts'
import { incomingKinds } from './incoming/index.ts'
import { measuredRun } from './incoming/measured-run.ts'
import { uses } from './incoming/uses.ts'
import { modelPatch } from './model-patch.ts'
import { Shelf } from './shelf.ts'

/** The server that was measured. */
export interface Machine {
  /** Of the set-up: accelerator, and links where it is described. */
  readonly accelerator: Patch
  /** Bytes of its memory and its name, which decide what an engine's defaults are. */
  readonly memory: number
  readonly name: string
  /** A model, or the name of one; null takes what the paste names. */
  readonly model: Model | string | null
  readonly tensor: number
  readonly weights: 'bf16' | 'fp8' | 'int8' | 'int4'
}

export interface TextCalibration {
  /** Null where only a log was pasted. */
  readonly calibration: Calibration | null
  readonly capacity: CapacityCheck | null
  /** The server at the constants found: what the Lab opens. */
  readonly document: Experiment
}

export function* calibrateText(text: string, machine: Machine): Generator<number, Result<TextCalibration>> {
  const shelf = new Shelf()
  const log = readStartupLog(text)
  // The whole text is looked at: a result may stand far below the lines of a log.
  const whole = new Head(text)
  const benchmarkFormat = benchmarkFormats.find((format) => format.recognises(whole))
  const isRun = measuredRun.recognises(whole)
  if (log === null && !isRun && benchmarkFormat === undefined) return failure(unrecognised(whole))
  if (isRun) {
    const run = readRun('The paste', text)
    if (!run.ok) return run
    const setup = setupOf(machine, machine.model)
    if (!setup.ok) return setup
    return yield* fitted([runTrial(run.value, setup.value, shelf)])
  }
  if (benchmarkFormat === undefined) {
    const setup = setupOf(machine, machine.model)
    if (!setup.ok) return setup
    const document = { ...defaultExperiment('serving'), setup: setup.value }
    return success(withLog(null, document))
  }
  const benchmarks = readBenchmarks(benchmarkFormat, text)
  if (!benchmarks.ok) return benchmarks
  const [first] = benchmarks.value
  const setup = setupOf(machine, machine.model ?? first?.model ?? null)
  if (!setup.ok) return setup
  return yield* fitted(benchmarks.value.map((benchmark) => benchmarkTrial(benchmark, setup.value)))

  function* fitted(trials: Parameters<typeof calibrate>[0]): Generator<number, Result<TextCalibration>> {
    const found = yield* calibrate(trials, shelf)
    return found.ok ? success(withLog(found.value, found.value.document)) : found
  }

  function withLog(calibration: Calibration | null, document: Experiment): TextCalibration {
    const capacity = log === null ? null : checkCapacity(log, document, shelf)
    const graphs = capacity?.graphMemoryGB ?? null
    return {
      calibration,
      capacity,
      document: graphs === null ? document : edit(document, 'setup.cost.graphMemoryGB', graphs),
    }
  }
}

function setupOf({ accelerator, memory, name, tensor, weights }: Machine, named: Machine['model']): Result<Patch> {
  if (named === null) return failure(modelMissing)
  const model = typeof named === 'string' ? modelNamed(named) : named
  if (model === null) return failure(modelUnknown(String(named)))
  // vLLM's defaults of a server: more on accelerators of 70 GiB or more but the A100.
  const isLarge = memory >= GiB(70) && !/a100/i.test(name)
  return success({
    ...accelerator,
    ...modelPatch(model),
    precision: { weights, kv: 'bf16' },
    placement: { id: 'aggregated', knobs: { instances: 1, tensor } },
    scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: isLarge ? 8192 : 2048 } },
    batching: { maxRunning: isLarge ? 1024 : 256 },
    decoder: { id: 'autoregressive', knobs: {} },
    cost: { form: 'kernels' },
  })
}

function unrecognised(whole: Head): Problem {
  const [other] = recognise(incomingKinds, whole)
  const isOther = other === undefined ? '' : ` It is ${uses[other.what].title} (${other.title}).`
  return {
    code: 'paste-unrecognised',
    message: `The paste is neither a benchmark result, nor a measured run, nor a start-up log.${isOther}`,
    remedy:
      'Paste the JSON or table of vllm bench serve or SGLang’s bench_serving, a CSV with first_token_s and last_token_s, or a line like “GPU KV cache size: 178,880 tokens”.',
  }
}

const modelMissing: Problem = {
  code: 'model-missing',
  message: 'The paste names no model.',
  remedy: 'Choose the model that was served.',
}

const modelUnknown = (name: string): Problem => ({
  code: 'model-unknown',
  message: `The model “${name.slice(0, 60)}” is unknown.`,
  remedy: `Choose one: known are ${models.map(({ id }) => id).join(', ')}.`,
})
