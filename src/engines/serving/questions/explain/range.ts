/**
 * Why a stretch of time is as it is: every iteration of it is looked at again and summed up, with the moments at which the
 * cache was fullest and the queue longest.
 */
import type { Citation, Explanation, Fact, OperatorTerm } from '../../../../kernel/engine.ts'
import type { Limit } from '../../../../kernel/limits.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Past, Twin } from '../../core/past.ts'
import { addCost, type Cost, createCost, termOf } from '../../cost/operator.ts'
import { boundWords, count, duration, moment } from '../../words.ts'
import { isInReach } from '../past.ts'

interface RangeSums {
  iterations: number
  decodeTokens: number
  prefillTokens: number
  /** Most blocks in use and most requests waiting at one instance, and when. */
  readonly fullest: { used: number; blocks: number; at: Seconds }
  readonly longest: { waiting: number; at: Seconds }
  /** Σ over iterations, by operator. */
  readonly terms: Map<string, Cost>
  readonly bounds: Map<Limit, Seconds>
}

/** Null of a range that is empty or too long. */
export function rangeExplained(past: Past, from: Seconds, until: Seconds): Explanation | null {
  const end = Math.min(until, past.now)
  if (!(from < end) || !isInReach(past, from, end)) return null
  return explainRange(past.twinBefore(from), past.cluster, from, end)
}

/** `twin` stands before `from`; `main` is the run itself. Iterations count that end in (from, until]. */
function explainRange(twin: Twin, main: Cluster, from: Seconds, until: Seconds): Explanation {
  const sums = sumUp(twin, from, until)
  const links: Citation[] = []
  const cite = (at: Seconds, request = -1): string => {
    links.push({ label: moment(at), at, request })
    return `{${links.length - 1}}`
  }
  const lost = lostBetween(main, from, until)
  const arrived = countBetween(main, main.requests.arrival, from, until)
  const ended = countBetween(main, main.requests.ended, from, until)
  const terms = [...sums.terms].map(([operator, cost]) => termOf(operator, cost))
  const fact = (id: string, label: string, value: number, unit = ''): Fact => ({ id, label, value, unit })
  return {
    start: from,
    end: until,
    instance: -1,
    facts: [
      fact('iterations', 'Iterations', sums.iterations),
      fact('decodeTokens', 'Decode tokens', sums.decodeTokens, 'tokens'),
      fact('prefillTokens', 'Prefill tokens', sums.prefillTokens, 'tokens'),
      fact('arrived', 'Arrived', arrived, 'requests'),
      fact('ended', 'Ended', ended, 'requests'),
      fact('preempted', 'Preemptions', lost.length),
      fact('fullest', 'Most blocks in use', sums.fullest.used, 'blocks'),
      fact('longest', 'Longest queue', sums.longest.waiting, 'requests'),
    ],
    terms,
    sentences: [
      `${count(sums.iterations, 'iteration')} processed ${sums.decodeTokens} decode and ${sums.prefillTokens} prompt tokens; ${count(arrived, 'request')} arrived and ${ended} ended.`,
      ...extremes(sums, cite),
      ...lossWords(main, lost, cite),
      ...timeWords(sums, terms),
    ],
    links,
  }
}

function sumUp(twin: Twin, from: Seconds, until: Seconds): RangeSums {
  const { cluster } = twin
  const sums: RangeSums = {
    iterations: 0,
    decodeTokens: 0,
    prefillTokens: 0,
    fullest: { used: 0, blocks: 1, at: from },
    longest: { waiting: 0, at: from },
    terms: new Map(),
    bounds: new Map(),
  }
  while (cluster.queue.nextTime < from && twin.advance(from, 1024) === 'more');
  twin.watch((index, slot) => {
    const { kv, waiting, batches } = cluster.instances[index]
    const { state, work } = batches[slot]
    if (state.end <= from || state.end > until) return
    sums.iterations++
    sums.decodeTokens += state.decodeTokens
    sums.prefillTokens += state.prefillTokens
    const blocks = kv.ranks.length * kv.totalBlocks
    if (kv.usedBlocks > sums.fullest.used) Object.assign(sums.fullest, { used: kv.usedBlocks, blocks, at: state.end })
    if (waiting.length > sums.longest.waiting) Object.assign(sums.longest, { waiting: waiting.length, at: state.end })
    for (const { operator, time, flop, bytes, bound, alone } of cluster.roles.costs[index].explain(work)) {
      const sum = sums.terms.get(operator) ?? createCost()
      addCost(sum, { time, flop, bytes, ...alone })
      sums.terms.set(operator, sum)
      sums.bounds.set(bound, (sums.bounds.get(bound) ?? 0) + time)
    }
  })
  while (cluster.queue.nextTime <= until && twin.advance(until, 64) === 'more');
  twin.watch(null)
  return sums
}

function extremes({ fullest, longest }: RangeSums, cite: (at: Seconds) => string): string[] {
  if (fullest.used === 0) return []
  const full = `The cache was fullest at ${cite(fullest.at)}, with ${fullest.used} of ${fullest.blocks} blocks in use`
  if (longest.waiting === 0) return [`${full}; nobody waited.`]
  return [`${full}; the longest queue, ${count(longest.waiting, 'request')}, stood at ${cite(longest.at)}.`]
}

interface Loss {
  readonly at: Seconds
  readonly request: number
}

function lostBetween({ preempted }: Cluster, from: Seconds, until: Seconds): readonly Loss[] {
  return preempted.times
    .map((at, i) => ({ at, request: preempted.rows[i] }))
    .filter(({ at }) => at > from && at <= until)
}

function lossWords(
  { roles }: Cluster,
  lost: readonly Loss[],
  cite: (at: Seconds, request?: number) => string,
): string[] {
  if (lost.length === 0) return []
  const { victims } = roles.schedulers[0]
  const rule = victims === undefined ? '' : ` When a stream needs a block and none is free, ${victims} gives way.`
  const [first] = lost
  return [
    `${count(lost.length, 'time')} a request lost its blocks, first request ${first.request} at ${cite(first.at, first.request)}.${rule}`,
  ]
}

function timeWords({ bounds }: RangeSums, terms: readonly OperatorTerm[]): string[] {
  const total = [...bounds.values()].reduce((sum, time) => sum + time, 0)
  if (total === 0) return []
  const shares = [...bounds]
    .sort(([, a], [, b]) => b - a)
    .filter(([, time]) => time / total >= 0.01)
    .map(([bound, time]) => `${Math.round((100 * time) / total)} % by ${boundWords[bound]}`)
  const longest = terms.reduce((a, b) => (b.time > a.time ? b : a))
  return [
    `Of ${duration(total)} in iterations the limit was set ${shares.join(', ')}; ${longest.operator} took most, ${duration(longest.time)}.`,
  ]
}

function countBetween({ requests }: Cluster, column: Float64Array, from: Seconds, until: Seconds): number {
  let among = 0
  for (let row = 0; row < requests.count; row++) if (column[row] > from && column[row] <= until) among++
  return among
}
