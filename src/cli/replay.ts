/** `replay`: a measured run through the simulated engine, and how far the two lie apart. */
import type { Patch } from '../experiment/document.ts'
import { type RunSetup, readRunSetup } from '../fidelity/measured-run.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { type Compared, type ComparedDistribution, type ReplayReport, replayRun } from '../run/replay-run.ts'
import { replaySetup, serverOf } from '../run/replay-setup.ts'
import type { Command, Input } from './command.ts'
import { deviceHelp, deviceOf, deviceOptions } from './device-option.ts'
import { readIncomingFile } from './incoming-file.ts'
import { modelHelp, modelOf, modelOptions } from './model-option.ts'
import type { Terminal } from './terminal.ts'
import { fourDigits, textTable } from './text-table.ts'

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
    const read = await readIncomingFile(file, terminal, ['run'])
    if (!read.ok) return read
    const { run } = read.value.content
    for (const why of run.dropped.slice(0, 5))
      terminal.note({ code: 'row-dropped', message: `${file}, ${why}.`, remedy: '' })
    const told = await toldBy(input, terminal)
    if (!told.ok) return told
    const setup = await setupOf(input, told.value, terminal)
    if (!setup.ok) return setup
    const replay = replayRun(run, setup.value)
    if (!replay.ok) return replay
    if (input.flag('json')) terminal.json(replay.value.report)
    else terminal.write(tableOf(replay.value.report))
    return success(null)
  },
}

async function toldBy(input: Input, terminal: Terminal): Promise<Result<RunSetup>> {
  const file = input.text('meta')
  if (file === undefined) return readRunSetup('no file', '{}')
  const read = await readIncomingFile(file, terminal, ['run-setup'])
  return read.ok ? success(read.value.content.setup) : read
}

/** What the options say goes before what the file tells. */
async function setupOf(input: Input, told: RunSetup, terminal: Terminal): Promise<Result<Patch>> {
  const chosen = await deviceOf(input, terminal)
  if (!chosen.ok) return chosen
  const options = await modelOf(input, terminal)
  if (!options.ok) return options
  const { model, tensor } = options.value
  const server = serverOf(told, {
    ...(chosen.value && { accelerator: chosen.value.setup }),
    ...(model && { model }),
    ...(tensor !== null && { tensor }),
  })
  return server.ok ? success(replaySetup(server.value, told)) : server
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
    ...rows('end to end', 's', 1, report.e2e),
    row('tokens emitted, mean, tokens/s', report.throughput),
    row('KV occupancy, mean', report.kv.mean),
    row('KV occupancy, peak', report.kv.peak),
    ['KV curve, mean distance', '', '', `${(100 * report.curves.kv).toFixed(1)} % of capacity`],
    ['waiting curve, mean distance', '', '', `${fourDigits(report.curves.waiting)} requests`],
  ])
}

const noFile = {
  code: 'argument-missing',
  message: 'replay needs a file.',
  remedy: 'Write for example: tokenscope replay run.csv --meta meta.json.',
} as const
