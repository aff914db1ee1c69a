/** `calibrate`: fits a few constants of the cost model to a benchmark result, a measured run or a start-up log. */
import { accelerators } from '../catalog/accelerators.ts'
import { encode } from '../experiment/link.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { calibrateText, type Machine, type TextCalibration } from '../run/calibrate-text.ts'
import type { Command, Input } from './command.ts'
import { deviceHelp, deviceOf, deviceOptions } from './device-option.ts'
import { modelHelp, modelOf, modelOptions } from './model-option.ts'
import { readText } from './source-file.ts'
import type { Terminal } from './terminal.ts'
import { fourDigits, textTable } from './text-table.ts'

const LARGEST = 50_000_000
const WEIGHTS = ['bf16', 'fp8', 'int8', 'int4'] as const

export const calibrateCommand: Command = {
  name: 'calibrate',
  synopsis: 'FILE --gpu NAME [--model NAME] [--tp N] [--weights DTYPE] [--device FILE] [--json]',
  summary: 'Fits the cost model to a benchmark result (vLLM, SGLang), a measured run or a start-up log.',
  options: [
    ...deviceHelp,
    ...modelHelp,
    { option: '--weights DTYPE', help: `${WEIGHTS.join(', ')}; bf16` },
    { option: '--json', help: 'one object: constants, figures before and after, capacity, link' },
  ],
  parse: { ...deviceOptions, ...modelOptions, weights: { type: 'string' }, json: { type: 'boolean' } },
  most: 1,
  async run(input, terminal) {
    const [file] = input.positionals
    if (file === undefined) return failure(noFile)
    const text = await readText(file, LARGEST, terminal)
    if (!text.ok) return text
    const machine = await machineOf(input, terminal)
    if (!machine.ok) return machine
    const work = calibrateText(text.value, machine.value)
    let step = work.next()
    for (; !step.done; step = work.next()) terminal.progress(`${step.value} simulations`)
    terminal.endProgress()
    const found = step.value
    if (!found.ok) return found
    const link = encode(found.value.document)
    if (input.flag('json')) terminal.json({ ...found.value.calibration, capacity: found.value.capacity, link })
    else terminal.write(`${tableOf(found.value)}\nlink     ${link}\n`)
    return success(null)
  },
}

async function machineOf(input: Input, terminal: Terminal): Promise<Result<Machine>> {
  const device = await deviceOf(input, terminal)
  if (!device.ok) return device
  if (device.value === null) return failure(noDevice)
  const options = await modelOf(input, terminal)
  if (!options.ok) return options
  const asked = input.text('weights') ?? 'bf16'
  const weights = WEIGHTS.find((one) => one === asked)
  if (weights === undefined) return failure(noWeights(asked))
  const { fit, setup } = device.value
  const known = accelerators.find(({ id }) => id === fit.id)
  const described = (setup.accelerator as { readonly knobs?: { readonly memoryGB?: number } }).knobs?.memoryGB ?? 0
  return success({
    accelerator: setup,
    memory: known?.memory ?? 1e9 * described,
    name: fit.id,
    model: options.value.model,
    tensor: options.value.tensor ?? 1,
    weights,
  })
}

function tableOf({ calibration, capacity }: TextCalibration): string {
  const percent = (value: number) => `${value >= 0 ? '+' : ''}${(100 * value).toFixed(1)} %`
  const parts: string[] = []
  if (calibration) {
    const scale = (figure: string) => (figure === 'throughput' ? 1 : 1000)
    parts.push(
      textTable([
        ['result', 'figure', 'measured', 'before', '', 'after', ''],
        ...calibration.figures.map(({ trial, figure, measured, before, after }) => [
          `${trial + 1}`,
          figure === 'throughput' ? 'tokens emitted, mean, tokens/s' : `${figure}, ms`,
          fourDigits(measured * scale(figure)),
          fourDigits(before * scale(figure)),
          percent(before / measured - 1),
          fourDigits(after * scale(figure)),
          percent(after / measured - 1),
        ]),
      ]),
      textTable([
        ['constant', 'value'],
        ...Object.entries(calibration.constants).map(([path, value]) => [path, `${value}`]),
        ['median error', `${percent(calibration.error.before)} → ${percent(calibration.error.after)}`],
      ]),
    )
  }
  if (capacity) {
    const { formula, log } = capacity.tokens
    parts.push(
      textTable([
        ['KV capacity, tokens', 'formula', 'log', 'error'],
        ['', fourDigits(formula), fourDigits(log), percent(formula / log - 1)],
        ['cost.graphMemoryGB', `${capacity.graphMemoryGB ?? 'none fits'}`, '', ''],
      ]),
    )
  }
  return parts.join('\n')
}

const noFile = {
  code: 'argument-missing',
  message: 'calibrate needs a file.',
  remedy: 'Write for example: tokenscope calibrate result.json --gpu h100 --model llama-3.1-8b; - is standard input.',
} as const

const noDevice = {
  code: 'accelerator-missing',
  message: 'No accelerator is named: a benchmark does not tell what it ran on.',
  remedy: 'Name it with --gpu, or describe it with --device.',
} as const

const noWeights = (asked: string) =>
  ({
    code: 'weights-unknown',
    message: `“${asked.slice(0, 20)}” is no dtype of weights.`,
    remedy: `Use one of ${WEIGHTS.join(', ')}.`,
  }) as const
