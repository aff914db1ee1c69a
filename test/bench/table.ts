/** The numbers as a table for people, each beside its limit. */
import type { GrowthResult } from './growth.ts'
import type { RaceResult } from './race.ts'
import { type SetUpName, setUpNames, setUpNotes } from './set-ups.ts'

export type RaceOfProcesses = RaceResult & {
  /** Of each process. */
  readonly ratios: readonly number[]
}

export interface BenchResult extends Partial<Readonly<Record<SetUpName, RaceOfProcesses>>> {
  readonly machine: string
  readonly node: string
  readonly date: string
  readonly measured: string
  readonly growth: readonly GrowthResult[]
}

/** The engine may take this many times the floor's time in the yardstick's setting. */
const MOST_RATIO = 4
/** A million requests: 300 MB (10⁶ bytes), and a fifth more time a request than ten thousand. */
const MOST_MIB = 300e6 / 1_048_576
const MOST_SLOWDOWN = 1.2

export function printTable(result: BenchResult): void {
  const lines = [
    `${result.machine}, Node ${result.node}, ${result.date}`,
    `Measured: ${result.measured}.`,
    '',
    row(['10,000 requests', 'floor ms', 'engine ms', 'ratio', 'limit', 'spread', 'tokens', 'iterations']),
  ]
  for (const name of setUpNames) {
    const race = result[name]
    if (race === undefined) continue
    const { floorMs, engineMs, ratio, ratios, tokens, iterations } = race
    const limit = name === 'yardstick' ? `≤ ${MOST_RATIO}` : ''
    const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`
    lines.push(
      row([
        name,
        floorMs.toFixed(1),
        engineMs.toFixed(1),
        ratio.toFixed(2),
        limit,
        spread,
        `${tokens}`,
        `${iterations}`,
      ]),
    )
  }
  lines.push(...setUpNames.filter((name) => result[name]).map((name) => `  ${name}: ${setUpNotes[name]}`), '')
  lines.push(row(['growth', 'CPU ms', 'µs/request', 'of 10,000', 'limit', 'peak MiB', 'limit']))
  const [first] = result.growth
  for (const { requests, cpuMs, peakRssMiB } of result.growth) {
    const slowdown = cpuMs / requests / (first.cpuMs / first.requests)
    lines.push(
      row([
        requests.toLocaleString('en'),
        cpuMs.toFixed(0),
        ((cpuMs * 1000) / requests).toFixed(2),
        `× ${slowdown.toFixed(2)}`,
        `≤ ${MOST_SLOWDOWN}`,
        peakRssMiB.toFixed(0),
        `≤ ${MOST_MIB.toFixed(0)}`,
      ]),
    )
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}

const row = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(18) : cell.padStart(11))).join(' ')
