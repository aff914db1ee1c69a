/** A tokens run as tables: requests, texts, what became of drafts, and moments to jump to. */
import type { Seconds } from '../../../kernel/units.ts'
import type { AcceptanceBreakdown, Followers, Landmark, LandmarkKind, RequestTable } from '../../asked.ts'
import type { ExpertDomains, WrittenText } from '../asked.ts'
import { phases } from '../core/recording.ts'
import { type RequestLog, sources } from '../core/request-log.ts'
import type { RoundLog } from '../core/round-log.ts'
import type { TokensRun } from '../core/tokens-run.ts'
import { expertInformation } from '../evaluate/mutual-information.ts'

const phaseOf = ({ start, firstToken, end }: RequestLog): number =>
  Number.isNaN(start) ? 0 : !Number.isNaN(end) ? 3 : Number.isNaN(firstToken) ? 1 : 2

export function requestTableOf({ logs, setup }: TokensRun): RequestTable {
  const ints = (value: (request: RequestLog) => number) => Int32Array.from(logs, value)
  const times = (value: (request: RequestLog) => number) => Float64Array.from(logs, value)
  return {
    length: logs.length,
    phases,
    phase: Uint8Array.from(logs, phaseOf),
    instance: ints(() => 0),
    promptTokens: ints(({ promptTokens }) => promptTokens.length),
    outputTokens: ints(({ end, written }) => (Number.isNaN(end) ? setup.output : written)),
    emitted: ints(({ written }) => written),
    cachedTokens: ints(() => 0),
    preemptions: ints(() => 0),
    drafted: ints(({ drafted }) => drafted),
    accepted: ints(({ accepted }) => accepted),
    arrival: times(({ start }) => start),
    firstToken: times(({ firstToken }) => firstToken),
    ended: times(({ end }) => end),
    largestGap: times(({ largestGap }) => largestGap),
  }
}

const header =
  'request,domain,state,start_s,prompt_tokens,written_tokens,rounds,drafted,accepted,first_token_s,end_s,right,text'

export function requestsCsvOf(simulation: TokensRun): string {
  const { logs, built } = simulation
  const lines = logs.map((request, i) => {
    const text = built.bench.tokenizer.decode(request.text.token)
    const happened = (time: Seconds) => (Number.isNaN(time) ? '' : time)
    return [
      i,
      request.prompt.domain,
      phases[phaseOf(request)],
      happened(request.start),
      request.promptTokens.length,
      request.written,
      request.rounds,
      request.drafted,
      request.accepted,
      happened(request.firstToken),
      happened(request.end),
      request.isRight === null ? '' : request.isRight,
      `"${text.replaceAll('"', '""')}"`,
    ].join(',')
  })
  return `${[header, ...lines].join('\r\n')}\r\n`
}

export function writtenOf({ logs, rounds, built }: TokensRun, index: number): WrittenText | null {
  const request = logs[index]
  if (request === undefined) return null
  const { texts } = built.bench.tokenizer
  const { text } = request
  return {
    domain: request.prompt.domain,
    prompt: request.promptTokens.map((token) => texts[token]),
    answer: request.prompt.answer,
    isRight: request.isRight,
    tokens: text.token.map((token) => texts[token]),
    source: Uint8Array.from(text.source),
    sources,
    round: Int32Array.from(text.step),
    at: Float64Array.from(text.step, (step) => rounds.end[request.rows[step]]),
    surprise: Float32Array.from(text.surprise),
    entropy: Float32Array.from(text.entropy),
    rounds: roundsOf(rounds, request),
  }
}

function roundsOf(log: RoundLog, { rows }: RequestLog): WrittenText['rounds'] {
  const column = (values: readonly number[]) => Int32Array.from(rows, (row) => values[row])
  return {
    first: column(log.firstToken),
    height: column(log.height),
    accepted: column(log.accepted),
    rejected: column(log.rejected),
  }
}

/** Null where nothing is drafted. */
export function acceptanceOf({ built, speculation, logs, rounds }: TokensRun): AcceptanceBreakdown | null {
  if (!built.drafts) return null
  return {
    provenance: 'computed',
    byPosition: Array.from(speculation.reached, (reached, place) => ({
      reached,
      accepted: speculation.kept[place] ?? 0,
    })),
    byDomain: [...speculation.byDomain]
      .map(([domain, { drafted, accepted }]) => ({ domain, drafted, accepted }))
      .filter(({ drafted }) => drafted > 0),
    lengths: Array.from(speculation.lengths, (count) => count ?? 0),
    afterKept: followersOf(logs, rounds, (rejected) => rejected === 0),
    afterRejected: followersOf(logs, rounds, (rejected) => rejected > 0),
  }
}

export function expertDomainsOf({ built, totals }: TokensRun): ExpertDomains | null {
  const { layers, experts, activeExperts: active } = built.target.shape
  if (experts === 0) return null
  const domains = [...totals.experts].map(([domain, tokens]) => ({ domain, tokens }))
  const information = Array.from({ length: layers }, (_, layer) =>
    expertInformation(domains.map(({ tokens }) => tokens.subarray(layer * experts, (layer + 1) * experts))),
  )
  return { layers, experts, active, domains, information }
}

/** Rounds that drafted, behind one of the same request whose rejections are as asked for. */
function followersOf(
  logs: readonly RequestLog[],
  { drafted, rejected }: RoundLog,
  isWanted: (rejected: number) => boolean,
): Followers {
  let rounds = 0
  let keptAll = 0
  for (const { rows } of logs)
    for (let i = 1; i < rows.length; i++) {
      const [before, row] = [rows[i - 1], rows[i]]
      if (drafted[row] === 0 || drafted[before] === 0 || !isWanted(rejected[before])) continue
      rounds++
      if (rejected[row] === 0) keptAll++
    }
  return { rounds, keptAll }
}

export function landmarkOf(
  { logs, rounds }: TokensRun,
  kind: LandmarkKind,
  at: Seconds,
  direction: 1 | -1,
): Landmark | null {
  const moments = momentsOf(kind)
  if (moments === null) return null
  let found: Landmark | null = null
  for (const { time, request } of moments()) {
    if (Number.isNaN(time) || (direction === 1 ? time <= at : time >= at)) continue
    if (found === null || (direction === 1 ? time < found.at : time > found.at)) found = { at: time, kind, request }
  }
  return found

  function momentsOf(wanted: LandmarkKind): (() => { time: Seconds; request: number }[]) | null {
    const ofRequests = (time: (log: RequestLog) => Seconds) => () =>
      logs.map((log, request) => ({ time: time(log), request }))
    const ofRounds = (isWanted: (round: number) => boolean) => () =>
      rounds.end
        .map((time, round) => ({ time, request: rounds.request[round], round }))
        .filter(({ round }) => isWanted(round))
    switch (wanted) {
      case 'arrival':
        return ofRequests(({ start }) => start)
      case 'first-token':
        return ofRequests(({ firstToken }) => firstToken)
      case 'finish':
        return ofRequests(({ end }) => end)
      case 'rejection':
        return ofRounds((round) => rounds.rejected[round] > 0)
      case 'iteration':
      case 'token':
        return ofRounds(() => true)
      default:
        return null
    }
  }
}
