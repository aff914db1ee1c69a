/**
 * Why a request went the way it did: simulated again from before its arrival, with an eye on the request alone. What kept it
 * waiting, in how many pieces its prompt was computed, who took its blocks, and what its longest gap was made of.
 */
import type { Citation, Explanation, Fact } from '../../../../kernel/engine.ts'
import { createNullRecorder } from '../../../../kernel/recorder.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase, phaseNames, type RequestId } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Past, Twin } from '../../core/past.ts'
import { openRecording } from '../../core/recording.ts'
import { count, duration, moment } from '../../words.ts'
import { lifeOf } from '../past.ts'
import { type Limit, limitOf } from './limit.ts'

/** What was seen of a request while the run was simulated again. */
interface Sighting {
  /** When it first left the queue, NaN while it had not. */
  admitted: Seconds
  /** Iterations it waited through, by the limit that held. */
  readonly waited: Record<Limit, number>
  pieces: number
  readonly lost: { readonly at: Seconds; readonly phase: number }[]
  readonly gap: { length: Seconds; ended: Seconds; start: Seconds; prefillTokens: number; isInterrupted: boolean }
}

/** Null where there is no such request, or it lasted for too long. */
export function requestExplained(past: Past, request: number): Explanation | null {
  const life = lifeOf(past, request)
  return life === null ? null : explainRequest(past.twinBefore(life.from), past.cluster, request, past.now)
}

/** `twin` stands before the arrival; `main` is the run itself, known until `until`. */
function explainRequest(twin: Twin, main: Cluster, request: RequestId, until: Seconds): Explanation {
  const { requests } = main
  const ended = requests.ended[request]
  const end = Number.isNaN(ended) ? until : Math.min(ended, until)
  const seen = watchRequest(twin, request, end)
  const links: Citation[] = []
  const cite = (at: Seconds): string => {
    links.push({ label: moment(at), at, request })
    return `{${links.length - 1}}`
  }
  return {
    start: requests.arrival[request],
    end,
    instance: requests.instance[request],
    facts: factsOf(main, request, seen),
    terms: [],
    sentences: [
      arrivalWords(main, request, cite),
      ...waitingWords(main, request, seen),
      ...promptWords(main, request, seen, cite),
      ...lossWords(main, request, seen, cite),
      ...gapWords(main, request, seen, cite),
      ...endWords(main, request, cite),
    ],
    links,
  }
}

function watchRequest(twin: Twin, request: RequestId, end: Seconds): Sighting {
  const { cluster } = twin
  const { requests } = cluster
  const seen: Sighting = {
    admitted: Number.NaN,
    waited: { cap: 0, blocks: 0, budget: 0, turn: 0 },
    pieces: 0,
    lost: [],
    gap: { length: 0, ended: Number.NaN, start: Number.NaN, prefillTokens: 0, isInterrupted: false },
  }
  let lostSinceToken = false
  const spans = {
    enter(_lane: number, phase: number, at: Seconds, item: number): void {
      if (item !== request) return
      if (phase === Phase.preempted || phase === Phase.swapped || phase === Phase.killed) {
        seen.lost.push({ at, phase })
        lostSinceToken = true
      } else if (phase !== Phase.queued && Number.isNaN(seen.admitted)) seen.admitted = at
    },
    leave: () => undefined,
  }
  cluster.recording = { ...openRecording(createNullRecorder(), cluster.recordingOptions), requests: spans }
  twin.watch((index, slot) => {
    if (request >= requests.count || requests.instance[request] !== index) return
    const { state, piece, pieceTokens, stream } = cluster.instances[index].batches[slot]
    // An iteration that was under way when it came could not have taken it.
    const couldJoin = state.start >= requests.arrival[request]
    if (couldJoin && requests.phase[request] === Phase.queued) seen.waited[limitOf(cluster, index, slot)]++
    const at = piece.subarray(0, state.pieces).indexOf(request)
    if (at >= 0) seen.pieces++
    const isLastPiece = at >= 0 && requests.computed[request] + pieceTokens[at] >= requests.prefillTarget[request]
    if (!stream.subarray(0, state.streams).includes(request) && !isLastPiece) return
    const gap = state.end - requests.lastToken[request]
    if (gap > seen.gap.length) {
      Object.assign(seen.gap, {
        length: gap,
        ended: state.end,
        start: state.start,
        prefillTokens: state.prefillTokens,
        isInterrupted: lostSinceToken,
      })
    }
    lostSinceToken = false
  })
  while (cluster.queue.nextTime <= end && twin.advance(end, 64) === 'more');
  twin.watch(null)
  return seen
}

function arrivalWords({ requests }: Cluster, request: RequestId, cite: (at: Seconds) => string): string {
  const cached = requests.cachedTokens[request]
  const found = cached > 0 ? `, ${cached} of them in the prefix cache` : ''
  const where = requests.instance[request] < 0 ? '' : ` and was sent to instance ${requests.instance[request]}`
  return `It arrived at ${cite(requests.arrival[request])} with a prompt of ${count(requests.promptTokens[request], 'token')}${found}${where}.`
}

const limitWords: Readonly<Record<Limit, string>> = {
  cap: 'the batch cap was reached',
  blocks: 'the cache was full',
  budget: 'the token budget was used up',
  turn: 'others came first',
}

function waitingWords({ requests }: Cluster, request: RequestId, { admitted, waited }: Sighting): string[] {
  const rounds = (Object.keys(limitWords) as Limit[]).filter((limit) => waited[limit] > 0)
  const all = rounds.reduce((sum, limit) => sum + waited[limit], 0)
  const why = rounds.map((limit) => `in ${waited[limit]} of them ${limitWords[limit]}`).join(', ')
  if (Number.isNaN(admitted)) return all === 0 ? [] : [`It has waited through ${count(all, 'iteration')}: ${why}.`]
  const time = admitted - requests.arrival[request]
  if (all === 0)
    return time > 0
      ? [`It was admitted after ${duration(time)}, when the iteration under way had ended.`]
      : ['It was admitted at once.']
  return [`It waited ${duration(time)}, through ${count(all, 'iteration')}: ${why}.`]
}

function promptWords(
  { requests }: Cluster,
  request: RequestId,
  { pieces, lost }: Sighting,
  cite: (at: Seconds) => string,
): string[] {
  const first = requests.firstToken[request]
  if (Number.isNaN(first)) return pieces === 0 ? [] : [`Of its prompt ${count(pieces, 'piece')} was computed.`]
  const again = lost.length > 0 ? ', recomputed ones included' : ''
  return [
    `Its prompt was computed in ${count(pieces, 'piece')}${again}; the first token came at ${cite(first)}, ${duration(first - requests.arrival[request])} after arrival.`,
  ]
}

function lossWords(
  { requests, roles }: Cluster,
  request: RequestId,
  { lost: all }: Sighting,
  cite: (at: Seconds) => string,
): string[] {
  const died = all.filter(({ phase }) => phase === Phase.killed).map(({ at }) => cite(at))
  const words =
    died.length === 0
      ? []
      : [`Its instance died at ${died.join(', ')}; what had been computed there was lost and had to be computed again.`]
  const lost = all.filter(({ phase }) => phase !== Phase.killed)
  if (lost.length === 0) return words
  const { victims } = roles.schedulers[Math.max(0, requests.instance[request])]
  const rule =
    victims === undefined ? '' : ` A stream needed a block and none was free, so ${victims} gave way: this one.`
  const kept = lost.every(({ phase }) => phase === Phase.swapped)
  const fate = kept ? 'its KV went to host memory and back' : 'what it had computed was computed again'
  const places = lost
    .slice(0, 3)
    .map(({ at }) => cite(at))
    .join(', ')
  const more = lost.length > 3 ? ` and ${lost.length - 3} times more` : ''
  return [...words, `It lost its blocks at ${places}${more}; ${fate}.${rule}`]
}

function gapWords(
  { requests }: Cluster,
  request: RequestId,
  { gap }: Sighting,
  cite: (at: Seconds) => string,
): string[] {
  const largest = requests.largestGap[request]
  if (!(largest > 0) || Number.isNaN(gap.ended)) return []
  const reason = gap.isInterrupted
    ? 'for most of it the request had no blocks'
    : gap.prefillTokens > 0
      ? `its iteration of ${duration(gap.ended - gap.start)} also computed ${gap.prefillTokens} tokens of prompts`
      : `its iteration took ${duration(gap.ended - gap.start)}`
  return [`Its largest gap between tokens, ${duration(largest)}, ended at ${cite(gap.ended)}: ${reason}.`]
}

function endWords({ requests }: Cluster, request: RequestId, cite: (at: Seconds) => string): string[] {
  const phase = requests.phase[request]
  if (phase < Phase.finished)
    return [`It is still inside, ${phaseNames[phase]}, with ${count(requests.emitted[request], 'token')} emitted.`]
  const at = cite(requests.ended[request])
  const emitted = count(requests.emitted[request], 'token')
  if (phase === Phase.finished) return [`It finished at ${at} after ${emitted}.`]
  return [`It was ${phaseNames[phase]} at ${at}, with ${emitted} emitted.`]
}

function factsOf({ requests }: Cluster, request: RequestId, { admitted, waited, pieces, lost, gap }: Sighting): Fact[] {
  const fact = (id: string, label: string, value: number, unit: string): Fact => ({ id, label, value, unit })
  return [
    fact('wait', 'Waited', admitted - requests.arrival[request], 's'),
    ...(Object.keys(limitWords) as Limit[]).map((limit) =>
      fact(`waited.${limit}`, `Iterations in which ${limitWords[limit]}`, waited[limit], ''),
    ),
    fact('pieces', 'Pieces of prompt', pieces, ''),
    fact('lost', 'Times it lost its blocks', lost.length, ''),
    fact('gap', 'Largest gap', gap.length, 's'),
  ]
}
