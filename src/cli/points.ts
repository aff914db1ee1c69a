/** `points`: published end-to-end figures beside what a simulated run gives. */
import { errorStatistics } from '../fidelity/errors.ts'
import type { PublishedPoint } from '../fidelity/published-points.ts'
import { failure, type Problem, success } from '../kernel/problem.ts'
import { groupsOf, pairsOf, type SimulatedPoint, simulatePublished } from '../run/published.ts'
import type { Command } from './command.ts'
import { readIncomingFile } from './incoming-file.ts'
import { fourDigits, textTable } from './text-table.ts'

export const pointsCommand: Command = {
  name: 'points',
  synopsis: 'FILE.csv [--json]',
  summary: 'Simulates published end-to-end points and prints measured, simulated and error, by metric and group.',
  options: [{ option: '--json', help: 'errors as { rows, median, mean, p90, bias, groups }, and the points' }],
  parse: { json: { type: 'boolean' } },
  most: 1,
  async run(input, terminal) {
    const [file] = input.positionals
    if (file === undefined) return failure(noFile)
    const read = await readIncomingFile(file, terminal, ['points'])
    if (!read.ok) return read
    const { points, leftOut } = read.value.content.file
    for (const { reason, rows, line } of leftOut)
      terminal.note({
        code: 'points-left-out',
        message: `${file}: ${rows} left out, the first in line ${line}: ${reason}.`,
        remedy: '',
      })
    const simulated: SimulatedPoint[] = []
    const told = (point: PublishedPoint, { message }: Problem) =>
      terminal.note({ code: 'point-infeasible', message: `${file}, line ${point.line}: ${message}`, remedy: '' })
    let done = 0
    for (const point of simulatePublished(points, told)) {
      terminal.progress(`${++done} of ${points.length}`)
      if (point !== null) simulated.push(point)
    }
    terminal.endProgress()
    if (simulated.length === 0) return failure(nothing(file))
    const groups = groupsOf(simulated)
    if (input.flag('json')) {
      terminal.json({
        ...errorStatistics(pairsOf(simulated)),
        groups: Object.fromEntries(groups.map(([name, some]) => [name, errorStatistics(pairsOf(some))])),
        points: simulated,
      })
      return success(null)
    }
    const share = (value: number): string => `${(100 * value).toFixed(1)} %`
    terminal.write(
      textTable([
        ['line', 'metric', 'accelerator', 'model', 'TP', 'in', 'out', 'concurrency', 'measured', 'simulated', 'error'],
        ...simulated.map(({ line, metric, run, measured, simulated: made }) => [
          `${line}`,
          metric,
          run.accelerator,
          run.model,
          `${run.tensor}`,
          fourDigits(run.inputTokens),
          fourDigits(run.outputTokens),
          `${run.concurrency}`,
          fourDigits(metric === 'throughput' ? measured : measured * 1e3),
          fourDigits(metric === 'throughput' ? made : made * 1e3),
          share(made / measured - 1),
        ]),
      ]),
    )
    terminal.write('\n')
    terminal.write(
      textTable([
        ['group', 'points', 'median', 'mean', 'p90', 'bias'],
        ...groups.map(([name, some]) => {
          const { rows, median, mean, p90, bias } = errorStatistics(pairsOf(some))
          return [name, `${rows}`, share(median), share(mean), share(p90), share(bias)]
        }),
      ]),
    )
    return success(null)
  },
}

const noFile = {
  code: 'argument-missing',
  message: 'points needs a file.',
  remedy: 'Write for example: tokenscope points published.csv.',
} as const

const nothing = (file: string) =>
  ({
    code: 'points-infeasible',
    message: `${file}: none of its points can be simulated.`,
    remedy: 'The notes say why.',
  }) as const
