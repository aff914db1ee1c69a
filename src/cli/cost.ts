/** `cost`: measured operators of a file beside what the cost model foretells of each, and how far apart they are. */
import { type PredictedFile, predictTable } from '../fidelity/predict-file.ts'
import { failure, success } from '../kernel/problem.ts'
import type { Command } from './command.ts'
import { deviceHelp, deviceOf, deviceOptions } from './device-option.ts'
import { readIncomingFile } from './incoming-file.ts'
import { modelHelp, modelOf, modelOptions } from './model-option.ts'

export const costCommand: Command = {
  name: 'cost',
  synopsis: 'FILE.csv [--json] [--gpu NAME] [--device FILE] [--model NAME] [--tp N]',
  summary: 'Adds the predicted time to every row of measured operators, and says how far off it is.',
  options: [
    ...deviceHelp,
    ...modelHelp,
    { option: '--json', help: 'errors only, as { rows, median, mean, p90, bias, groups }, fractions' },
  ],
  parse: { ...deviceOptions, ...modelOptions, json: { type: 'boolean' } },
  most: 1,
  async run(input, terminal) {
    const [file] = input.positionals
    if (file === undefined) return failure(noFile)
    const device = await deviceOf(input, terminal)
    if (!device.ok) return device
    const model = await modelOf(input, terminal)
    if (!model.ok) return model
    const read = await readIncomingFile(file, terminal, ['kernels'])
    if (!read.ok) return read
    const predicted = predictTable(file, read.value.content, {
      ...(device.value && { device: device.value.fit }),
      ...(model.value.model && { model: model.value.model }),
      ...(model.value.tensor && { tensor: model.value.tensor }),
    })
    if (!predicted.ok) return predicted
    const { errors, groups, notes, family } = predicted.value
    for (const note of notes) terminal.note({ code: 'cost-note', message: `${file}: ${note}.`, remedy: '' })
    if (input.flag('json')) {
      terminal.json({ ...errors, family: family.id, unit: family.unit, groups, notes })
      return success(null)
    }
    terminal.write(csvOf(predicted.value))
    const share = (value: number): string => `${(100 * value).toFixed(1)} %`
    const words = `${family.title}: ${errors.rows} rows, error ${share(errors.median)} median, ${share(errors.mean)} mean, ${share(errors.p90)} p90, bias ${share(errors.bias)}.`
    terminal.note({ code: 'cost-errors', message: words, remedy: '' })
    return success(null)
  },
}

/** The file's own lines with one column more; empty where a row could not be used. */
function csvOf({ table, rows, family }: PredictedFile): string {
  const scale = family.unit === 'ms' ? 1e3 : 1e6
  const header = [...table.columns, 'predicted'].join(table.separator)
  const lines = table.rows.map(({ text }, i) => {
    const row = rows[i]
    return `${text}${table.separator}${row === null ? '' : Number((row.predicted * scale).toPrecision(5))}`
  })
  return `${[header, ...lines].join('\n')}\n`
}

const noFile = {
  code: 'argument-missing',
  message: 'cost needs a file.',
  remedy: 'Write for example: tokenscope cost gemm.csv --json.',
} as const
