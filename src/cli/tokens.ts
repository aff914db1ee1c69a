/** `tokens`: what the shipped models do, measured: acceptance, draft lengths, rounded caches, experts, losslessness, speed. */

import { failure, type Problem, success } from '../kernel/problem.ts'
import { unknownId } from '../kernel/unknown-id.ts'
import type { Command } from './command.ts'
import { readModelFile } from './model-files.ts'
import { fourDigits, textTable } from './text-table.ts'
import { reports } from './tokens/index.ts'
import { type Row, reportInput } from './tokens/report.ts'

export const tokensCommand: Command = {
  name: 'tokens',
  synopsis: '[REPORT] [--json]',
  summary: 'Measures the shipped models; without REPORT lists what can be measured.',
  options: [
    ...reports.map(({ id, title }) => ({ option: id, help: title })),
    { option: '--json', help: 'rows as objects, with the command’s note' },
  ],
  parse: { json: { type: 'boolean' } },
  most: 1,
  async run(input, terminal) {
    const [wanted] = input.positionals
    if (wanted === undefined) {
      terminal.write(textTable(reports.map(({ id, title }) => [id, title])))
      return success(null)
    }
    const report = reports.find(({ id }) => id === wanted)
    if (report === undefined) return failure(noReport(wanted))
    const names = ['tokenizer.json', 'manifest.json', ...report.models.map((name) => `${name}.bin`)]
    const files: Record<string, Uint8Array> = {}
    for (const name of names) {
      try {
        files[name] = await readModelFile(name)
      } catch {
        return failure(noFile(name))
      }
    }
    const rows = report.rows(reportInput(files, (text) => terminal.progress(text)))
    terminal.endProgress()
    if (input.flag('json')) terminal.json({ report: report.id, title: report.title, note: report.note ?? null, rows })
    else terminal.write(`${report.title}\n\n${tableOf(rows)}${report.note ? `\n${report.note}\n` : ''}`)
    return success(null)
  },
}

function tableOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cell = (value: string | number | undefined): string =>
    value === undefined ? '' : typeof value === 'number' ? fourDigits(value) : value
  return textTable([columns, ...rows.map((row) => columns.map((column) => cell(row[column])))])
}

const noReport = (id: string): Problem => unknownId({ what: 'report', id, known: reports.map((one) => one.id) })

const noFile = (name: string): Problem => ({
  code: 'files-missing',
  message: `${name} is not beside this program.`,
  remedy: 'Run it from the project, where public/models holds the models.',
})
