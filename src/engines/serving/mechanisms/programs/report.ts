/**
 * Programs: calls that belong together, as the turns of a conversation or of an agent. What their latency hangs on: the number of
 * their tokens, or their prefill-token equivalents.
 */
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'
import { stateOf } from '../../core/mechanism.ts'
import { equivalentsOf, gammaOf } from '../../figures/equivalents.ts'
import { programState } from './state.ts'

/** What might tell a program's latency. */
export const tellers = ['tokens', 'generated', 'calls', 'equivalents'] as const
export type Teller = (typeof tellers)[number]

export interface ProgramReport {
  readonly count: number
  /** Mean of the programs' times under way, pauses left out. */
  readonly latency: Seconds
  /** Pearson's r of latency with each; null where either does not vary. */
  readonly correlation: Readonly<Record<Teller, number | null>>
}

interface Program {
  latency: Seconds
  /** Of its longest context: what was said in it, once. */
  tokens: number
  generated: number
  calls: number
  equivalents: number
}

/** Null where requests stand for themselves. Programs with a call that did not finish are left out. */
export function programsOf(cluster: Cluster): ProgramReport | null {
  const { requests } = cluster
  const own = stateOf(cluster, programState)
  if (own === null) return null
  const gamma = gammaOf(cluster)
  const programs = new Map<number, Program>()
  const broken = new Set<number>()
  for (let request = 0; request < requests.count; request++) {
    const key = own.at[request]
    if (key < 0) continue
    if (requests.phase[request] !== Phase.finished) broken.add(key)
    const program = programs.get(key) ?? { latency: 0, tokens: 0, generated: 0, calls: 0, equivalents: 0 }
    program.latency += requests.ended[request] - requests.arrival[request]
    program.tokens = Math.max(program.tokens, requests.promptTokens[request] + requests.emitted[request])
    program.generated += requests.emitted[request]
    program.calls++
    const { prefilled, read } = equivalentsOf(cluster, gamma, request)
    program.equivalents += prefilled + read
    programs.set(key, program)
  }
  const whole = [...programs].filter(([key]) => !broken.has(key)).map(([, program]) => program)
  if (whole.length < 2) return null
  const latencies = whole.map(({ latency }) => latency)
  const correlation = Object.fromEntries(
    tellers.map((teller) => [
      teller,
      correlationOf(
        whole.map((program) => program[teller]),
        latencies,
      ),
    ]),
  ) as Record<Teller, number | null>
  return {
    count: whole.length,
    latency: latencies.reduce((sum, each) => sum + each, 0) / whole.length,
    correlation,
  }
}

/** Pearson's r; null where one of the two does not vary. */
function correlationOf(x: readonly number[], y: readonly number[]): number | null {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(x), mean(y)]
  let xy = 0
  let xx = 0
  let yy = 0
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - mx) * (y[i] - my)
    xx += (x[i] - mx) * (x[i] - mx)
    yy += (y[i] - my) * (y[i] - my)
  }
  // Sums are rounded: points on a line may come out a last digit beyond 1.
  return xx > 0 && yy > 0 ? Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy))) : null
}
