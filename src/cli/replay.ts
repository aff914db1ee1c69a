/** `replay`: a measured run through the simulated engine, and how far the two lie apart. */

import type { Accelerator } from '../catalog/accelerator.ts'
import type { Model } from '../catalog/model.ts'
import { modelKnobs } from '../engines/serving/model/custom.ts'
import { deviceNamed } from '../fidelity/devices.ts'
import { type RunSetup, readRun, readRunSetup } from '../fidelity/measured-run.ts'
import { modelNamed } from '../fidelity/model-named.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import type { Compared, ComparedDistribution, ReplayReport } from '../run/replay-run.ts'
import { replayRun } from '../run/replay-run.ts'
import type { Command, Input } from './command.ts'
import { acceleratorOf, deviceHelp, deviceOptions } from './device-option.ts'
import { modelHelp, modelOf, modelOptions } from './model-option.ts'
import { readText } from './source-file.ts'
import { fourDigits, textTable } from './text-table.ts'

const LARGEST = 100_000_000

export const replayCommand: Command = {
  name: 'replay',
  synopsis: 'RUN.csv --meta META.json [--json] [--gpu NAME] [--device FILE] [--model NAME] [--tp N]',
  summary: 'Replays a measured run of an engine and prints measured, simulated and error of its latencies.',
  options: [
    { option: '--meta FILE', help: 'JSON of the run’s set-up: model, engine_kwargs, kv_cache, hardware' },
    ...deviceHelp,
    ...modelHelp,
    { option: '--json', help: 'as one object: ttft, tpot, e2e, throughput, kv' },
  ],
  parse: { ...deviceOptions, ...modelOptions, meta: { type: 'string' }, json: { type: 'boolean' } },
  most: 1,
  async run(input, terminal) {
    const [file] = input.positionals
    if (file === undefined) return failure(noFile)
    const text = await readText(file, LARGEST)
    if (!text.ok) return text
    const run = readRun(file, text.value)
    if (!run.ok) return run
    for (const why of run.value.dropped.slice(0, 5))
      terminal.note({ code: 'row-dropped', message: `${file}, ${why}.`, remedy: '' })
    const told = await toldBy(input)
    if (!told.ok) return told
    const setup = await setupOf(input, told.value)
    if (!setup.ok) return setup
    const report = replayRun(run.value, setup.value.patch, setup.value.capacity)
    if (!report.ok) return report
    if (input.flag('json')) terminal.json(report.value)
    else terminal.write(tableOf(report.value))
    return success(null)
  },
}

async function toldBy(input: Input): Promise<Result<RunSetup>> {
  const file = input.text('meta')
  if (file === undefined) return readRunSetup('no file', '{}')
  const text = await readText(file, LARGEST)
  return text.ok ? readRunSetup(file, text.value) : text
}

/** What the options say goes before what the file tells. */
async function setupOf(input: Input, told: RunSetup) {
  const accelerator = await acceleratorOf(input)
  if (!accelerator.ok) return accelerator
  const chosen = modelOf(input)
  if (!chosen.ok) return chosen
  const device = accelerator.value ?? (told.device === null ? null : deviceNamed(told.device))
  if (device === null) return failure(unknown('accelerator', told.device, '--gpu'))
  const model = chosen.value.model ?? (told.model === null ? null : modelNamed(told.model))
  if (model === null) return failure(unknown('model', told.model, '--model'))
  const tensor = chosen.value.tensor ?? told.tensor ?? 1
  return success(patchOf({ device: accelerator.value ?? device.id, model, tensor, told }))
}

interface Parts {
  readonly device: Accelerator | string
  readonly model: Model
  readonly tensor: number
  readonly told: RunSetup
}

function patchOf({ device, model, tensor, told }: Parts) {
  const accelerator =
    typeof device === 'string'
      ? { id: device, knobs: {} }
      : {
          id: 'custom',
          knobs: {
            memoryGB: device.memory / 1e9,
            bandwidthGBs: device.memoryBandwidth / 1e9,
            tflops: device.flops.bf16 / 1e12,
          },
        }
  const blockTokens = told.blockTokens ?? 16
  const capacity = told.kvTokens ?? 0
  const weights = /fp8/.test(told.weights ?? '') ? 'fp8' : 'bf16'
  return {
    capacity: capacity > 0 ? capacity : 1,
    patch: {
      accelerator,
      model: model.id === 'custom' ? { id: 'custom', knobs: modelKnobs(model) } : { id: model.id, knobs: {} },
      precision: { weights, kv: 'bf16' },
      placement: { id: 'aggregated', knobs: { instances: 1, tensor } },
      scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: told.tokenBudget ?? 2048 } },
      batching: { maxRunning: told.maxRunning ?? 256 },
      kv: { blockTokens, capacityTokens: capacity, utilisation: told.utilisation ?? 0.9, watermark: 0 },
      decoder: { id: 'autoregressive', knobs: {} },
      cost: { form: 'kernels' },
      horizon: { warmUp: 0 },
    },
  }
}

function tableOf(report: ReplayReport): string {
  const row = (name: string, { measured, simulated, error }: Compared, scale = 1) => [
    name,
    fourDigits(measured * scale),
    fourDigits(simulated * scale),
    `${error >= 0 ? '+' : ''}${(100 * error).toFixed(1)} %`,
  ]
  const rows = (name: string, unit: string, scale: number, { mean, p50, p99 }: ComparedDistribution) => [
    row(`${name} mean, ${unit}`, mean, scale),
    row(`${name} p50, ${unit}`, p50, scale),
    row(`${name} p99, ${unit}`, p99, scale),
  ]
  return textTable([
    [`${report.requests} requests`, 'measured', 'simulated', 'error'],
    ...rows('TTFT', 's', 1, report.ttft),
    ...rows('TPOT', 'ms', 1000, report.tpot),
    ...rows('latency', 's', 1, report.e2e),
    row('throughput, tokens/s', report.throughput),
    row('KV occupancy, mean', report.kv.mean),
    row('KV occupancy, peak', report.kv.peak),
    ['KV curve, mean distance', '', '', `${(100 * report.curves.kv).toFixed(1)} % of capacity`],
    ['waiting curve, mean distance', '', '', `${fourDigits(report.curves.waiting)} requests`],
  ])
}

const unknown = (what: string, name: string | null, option: string) =>
  ({
    code: `${what}-unknown`,
    message: name === null ? `No ${what} is named.` : `The ${what} “${name.slice(0, 60)}” is unknown.`,
    remedy: `Name one with ${option}; a wrong name lists the known ones.`,
  }) as const

const noFile = {
  code: 'argument-missing',
  message: 'replay needs a file.',
  remedy: 'Write for example: tokenscope replay run.csv --meta meta.json.',
} as const
