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

export interface ProgramReport {
  readonly count: number
  /** Mean of the programs' times under way, pauses left out. */
  readonly latency: Seconds
  /** 1 − r² of latency with all tokens, with those generated, and with equivalents; null where either does not vary. */
  readonly unexplainedByTokens: number | null
  readonly unexplainedByGenerated: number | null
  readonly unexplainedByPte: number | null
}

interface Program {
  latency: Seconds
  /** Of its longest context: what was said in it, once. */
  tokens: number
  generated: number
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
    const program = programs.get(key) ?? { latency: 0, tokens: 0, generated: 0, equivalents: 0 }
    program.latency += requests.ended[request] - requests.arrival[request]
    program.tokens = Math.max(program.tokens, requests.promptTokens[request] + requests.emitted[request])
    program.generated += requests.emitted[request]
    program.equivalents += equivalentsOf(cluster, gamma, request)
    programs.set(key, program)
  }
  const whole = [...programs].filter(([key]) => !broken.has(key)).map(([, program]) => program)
  if (whole.length < 2) return null
  const latencies = whole.map(({ latency }) => latency)
  const unexplained = (read: (program: Program) => number): number | null => {
    const r = correlation(whole.map(read), latencies)
    return r === null ? null : Math.max(0, 1 - r * r)
  }
  return {
    count: whole.length,
    latency: latencies.reduce((sum, each) => sum + each, 0) / whole.length,
    unexplainedByTokens: unexplained(({ tokens }) => tokens),
    unexplainedByGenerated: unexplained(({ generated }) => generated),
    unexplainedByPte: unexplained(({ equivalents }) => equivalents),
  }
}

/** Pearson's r; null where one of the two does not vary. */
function correlation(x: readonly number[], y: readonly number[]): number | null {
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
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null
}
