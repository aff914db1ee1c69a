/** `points`: published end-to-end figures beside what a simulated run gives. */
import { errorStatistics, type Pair } from '../fidelity/errors.ts'
import { type PublishedPoint, readPoints } from '../fidelity/published-points.ts'
import { failure, success } from '../kernel/problem.ts'
import { type PointFigures, simulatePoint } from '../run/simulate-point.ts'
import type { Command } from './command.ts'
import { readText } from './source-file.ts'
import { fourDigits, textTable } from './text-table.ts'

const LARGEST = 50_000_000

interface SimulatedPoint extends PublishedPoint {
  readonly simulated: number
}

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
    const text = await readText(file, LARGEST)
    if (!text.ok) return text
    const read = readPoints(file, text.value)
    if (!read.ok) return read
    const { points, leftOut } = read.value
    for (const { reason, rows, line } of leftOut)
      terminal.note({
        code: 'points-left-out',
        message: `${file}: ${rows} left out, the first in line ${line}: ${reason}.`,
        remedy: '',
      })
    const known = new Map<string, PointFigures | string>()
    const simulated = points.flatMap((point, index): SimulatedPoint[] => {
      terminal.progress(`${index + 1} of ${points.length}`)
      const key = JSON.stringify([point.run, point.system.split(' ')[0]])
      let figures = known.get(key)
      if (figures === undefined) {
        const made = simulatePoint(point)
        figures = made.ok ? made.value : made.problems[0].message
        known.set(key, figures)
        if (typeof figures === 'string')
          terminal.note({ code: 'point-infeasible', message: `${file}, line ${point.line}: ${figures}`, remedy: '' })
      }
      return typeof figures === 'string' ? [] : [{ ...point, simulated: figures[point.metric] }]
    })
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

const pairsOf = (points: readonly SimulatedPoint[]): readonly Pair[] =>
  points.map(({ measured, simulated }) => ({ measured, predicted: simulated }))

/** By metric, and each metric by accelerator, model and kind of engine. */
function groupsOf(points: readonly SimulatedPoint[]): readonly (readonly [string, readonly SimulatedPoint[]])[] {
  const groups = new Map<string, SimulatedPoint[]>()
  const add = (name: string, point: SimulatedPoint) => groups.set(name, [...(groups.get(name) ?? []), point])
  for (const point of points) {
    const { metric, run, system } = point
    add(metric, point)
    add(`${metric} ${run.accelerator}`, point)
    add(`${metric} ${run.model}`, point)
    add(`${metric} ${system.split(' ')[0]}`, point)
    add(`${metric} TP${run.tensor}`, point)
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1))
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
