/**
 * A tokens run: prompts are written one after another by real models, and every round is booked at the time it would take on
 * the chosen accelerator. An event is a prefill or a round.
 */
import type { Draws } from '../../kernel/draws.ts'
import type { Explanation, Simulation, Summary } from '../../kernel/engine.ts'
import type {
  AcceptanceBreakdown,
  AttentionDetail,
  CacheMap,
  Landmark,
  LandmarkKind,
  RequestTable,
  RoundDetail,
  WrittenText,
} from '../../kernel/inspection.ts'
import { log } from '../../kernel/math.ts'
import type { Recorder, TrackReader } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { CAPACITY } from './bench.ts'
import type { Built, Watch } from './build.ts'
import { weighCache } from './compression/measure.ts'
import { luckOf } from './decode/seeds.ts'
import { Verdict } from './decode/verify.ts'
import { explainRound } from './explain.ts'
import { attentionOf, cacheMapAt, roundAgain } from './inspect/again.ts'
import { acceptanceOf, landmarkOf, requestsCsvOf, requestTableOf, writtenOf } from './inspect/tables.ts'
import { type Pace, paceOf } from './pace.ts'
import { openRecording, phases, type Recording } from './recording.ts'
import { openRequest, type RequestLog } from './request-log.ts'
import { RoundLog, sources } from './round-log.ts'
import type { TokensSetup } from './schema.ts'
import { summarise } from './summary.ts'
import type { Prompt } from './text/prompts.ts'
import { Special } from './text/tokenizer.ts'
import { Totals } from './totals.ts'

/** A round is worth so many events of a serving run, so that slices of a live run stay short. */
const EVENTS_PER_ROUND = 16

export interface SimulationParts {
  readonly setup: TokensSetup
  readonly built: Built
  readonly prompts: readonly Prompt[]
  readonly twin: (watch: Watch) => Built
  readonly draws: Draws
  readonly recorder: Recorder
}

export class TokensSimulation implements Simulation {
  readonly setup: TokensSetup
  readonly built: Built
  readonly logs: readonly RequestLog[]
  readonly rounds = new RoundLog()
  readonly totals = new Totals()
  readonly pace: Pace
  readonly draws: Draws
  now: Seconds = 0
  /** A fresh set of models for looking again at what is past; made when somebody asks. */
  readonly twin: (watch: Watch) => Built
  private readonly recording: Recording
  private current = 0
  private isWriting = false

  constructor({ setup, built, prompts, twin, draws, recorder }: SimulationParts) {
    this.setup = setup
    this.built = built
    this.twin = twin
    this.draws = draws
    this.pace = paceOf(setup.pace)
    const { tokenizer } = built.bench
    this.logs = prompts.map((prompt) => openRequest(prompt, [Special.bos, ...tokenizer.encode(prompt.text)]))
    this.recording = openRecording(recorder, { drafts: built.drafts, shape: built.target.shape })
    this.recording.kv.mark(0)
    this.recording.surprise.mark(0)
  }

  get share(): number {
    const { logs, current } = this
    const inHand = current < logs.length ? logs[current].written / this.setup.output : 0
    return logs.length === 0 ? 1 : Math.min(1, (current + inHand) / logs.length)
  }

  advance(until: Seconds, events: number): 'more' | 'done' {
    for (let left = events; left > 0; left -= EVENTS_PER_ROUND) {
      if (this.current >= this.logs.length) return 'done'
      if (this.now > until) return 'more'
      if (this.isWriting) this.write()
      else this.begin()
    }
    return this.current >= this.logs.length ? 'done' : 'more'
  }

  explain(at: Seconds): Explanation | null {
    const round = this.rounds.roundAt(at)
    return round < 0 ? null : explainRound(this, round)
  }

  explainRequest(request: number): Explanation | null {
    const entry = this.logs[request]
    return entry === undefined || entry.rounds === 0 ? null : explainRound(this, entry.firstRound)
  }

  /** A run is cheap to do again and its draws are keyed: nothing is kept between its beginning and its end. */
  checkpoint(): unknown {
    return null
  }

  restore(): void {
    // There is nothing to go back to.
  }

  /** Tracks keep every round of a run of ordinary size. */
  replay(): TrackReader | null {
    return null
  }

  summary(): Summary {
    return summarise(this)
  }

  next(at: Seconds): Seconds | null {
    const round = this.rounds.roundAt(at)
    return round + 1 < this.rounds.rounds ? this.rounds.start[round + 1] : null
  }

  requestsCsv(): string {
    return requestsCsvOf(this)
  }

  requests(): RequestTable {
    return requestTableOf(this)
  }

  acceptance(): AcceptanceBreakdown | null {
    return acceptanceOf(this)
  }

  landmark(kind: LandmarkKind, at: Seconds, direction: 1 | -1): Landmark | null {
    return landmarkOf(this, kind, at, direction)
  }

  written(request: number): WrittenText | null {
    return writtenOf(this, request)
  }

  round(request: number, round: number, row: number): RoundDetail | null {
    return roundAgain(this, request, { round, row })
  }

  attention(request: number, place: number): AttentionDetail | null {
    return attentionOf(this, request, place)
  }

  cacheMap(at: Seconds): CacheMap | null {
    return cacheMapAt(this, at)
  }

  private begin(): void {
    const { built, recording, totals } = this
    const request = this.logs[this.current]
    request.start = this.now
    request.firstRound = this.rounds.rounds
    request.firstWritten = this.rounds.token.length
    recording.requests.enter(0, phases.indexOf('prefill'), this.now, this.current)
    built.writer.begin(request.promptTokens)
    const prefilled = request.promptTokens.length - 1
    totals.prefillTokens += prefilled
    this.now += prefilled === 0 ? 0 : this.pace.pass(prefilled, 0, 16)
    recording.tokens.value[1] = prefilled
    recording.tokens.mark(this.now)
    this.bookGates(prefilled)
    this.bookCache()
    recording.requests.enter(0, phases.indexOf('decode'), this.now, this.current)
    this.isWriting = true
  }

  private write(): void {
    const { built, totals, rounds } = this
    const { writer } = built
    const { draft, outcome } = writer
    const request = this.logs[this.current]
    const context = writer.text.length
    const room = this.setup.output - request.written
    const { bitsPerElement } = weighCache(built.cache, built.format)
    writer.round(room, luckOf(this.draws, this.current))
    const start = this.now
    const drafting =
      draft.passes === 0
        ? 0
        : draft.passes * this.pace.draftPass(built.costShare, Math.max(1, draft.rows / draft.passes))
    this.now += drafting + this.pace.pass(draft.count, context, bitsPerElement)
    totals.targetPasses++
    totals.targetRows += draft.count
    totals.draftPasses += draft.passes
    totals.draftRows += draft.rows

    rounds.request.push(this.current)
    rounds.start.push(start)
    rounds.end.push(this.now)
    rounds.drafted.push(draft.count - 1)
    rounds.accepted.push(outcome.accepted)
    rounds.height.push(draft.height)
    rounds.passes.push(draft.passes)
    rounds.source.push(draft.source)
    rounds.stop.push(draft.stop)
    rounds.firstToken.push(rounds.token.length)
    this.bookVerdicts(request)
    this.bookWritten(request, context)
    this.bookGates(draft.count)
    this.bookCache()
    request.largestGap = Math.max(request.largestGap, this.now - start)
    request.rounds++
    if (Number.isNaN(request.firstToken)) request.firstToken = this.now
    if (writer.hasEnded || request.written >= this.setup.output || writer.text.length >= CAPACITY - 64)
      this.end(request)
  }

  private bookVerdicts(request: RequestLog): void {
    const { totals, recording, rounds } = this
    const { draft, outcome } = this.built.writer
    let rejected = 0
    let discarded = 0
    for (let row = 1; row < draft.count; row++) {
      if (outcome.verdict[row] === Verdict.rejected) rejected++
      if (outcome.verdict[row] === Verdict.discarded) discarded++
    }
    rounds.rejected.push(rejected)
    const drafted = draft.count - 1
    const { accepted } = outcome
    const hasBonus = outcome.emitted.at(-1)?.source === 'bonus'
    totals.accepted += accepted
    totals.rejected += rejected
    totals.discarded += discarded
    if (hasBonus) totals.bonus++
    request.drafted += drafted
    request.accepted += accepted
    const domain = totals.byDomain.get(request.prompt.domain) ?? { drafted: 0, accepted: 0, written: 0, passes: 0 }
    totals.byDomain.set(request.prompt.domain, domain)
    domain.drafted += drafted
    domain.accepted += accepted
    domain.passes++
    domain.written += outcome.emitted.length
    if (drafted > 0) {
      totals.firstDrafts++
      if (outcome.verdict[1] === Verdict.accepted) totals.firstAccepted++
      totals.overlap += outcome.overlap[1]
      totals.lengths[accepted] = (totals.lengths[accepted] ?? 0) + 1
      const reached = Math.min(accepted + (rejected > 0 ? 1 : 0), draft.height)
      for (let place = 0; place < reached; place++) totals.reached[place] = (totals.reached[place] ?? 0) + 1
      for (let place = 0; place < accepted; place++) totals.kept[place] = (totals.kept[place] ?? 0) + 1
    }
    const track = recording.acceptance
    if (track !== null && drafted > 0) {
      track.value[0] = accepted
      track.value[1] = rejected
      track.value[2] = discarded
      track.value[3] = hasBonus ? 1 : 0
      track.value[4] = 1
      track.mark(this.now)
    }
  }

  private bookWritten(request: RequestLog, context: number): void {
    const { totals, rounds, recording } = this
    const { outcome, p } = this.built.writer
    const { vocab } = this.built.target.shape
    const rows = [0, ...outcome.path]
    for (const [i, { token, source }] of outcome.emitted.entries()) {
      const at = rows[i] * vocab
      const surprise = -log(Math.max(p[at + token], 1e-30))
      const entropy = entropyOf(p, at, vocab)
      rounds.token.push(token)
      rounds.tokenSource.push(sources.indexOf(source))
      rounds.surprise.push(surprise)
      rounds.entropy.push(entropy)
      totals.surprise += surprise
      totals.entropy += entropy
      totals.plainTime += this.pace.pass(1, context + i, 16)
      recording.surprise.value[0] = entropy
      recording.surprise.value[1] = surprise
    }
    recording.surprise.mark(this.now)
    totals.written += outcome.emitted.length
    request.written += outcome.emitted.length
    recording.tokens.value[0] = outcome.emitted.length
    recording.tokens.mark(this.now)
  }

  /** Experts of the rows of the last pass. */
  private bookGates(rows: number): void {
    const { experts: track } = this.recording
    if (track === null) return
    const { target } = this.built
    const { layers, experts } = target.shape
    const last = Math.min(rows, target.mostRows)
    for (let layer = 0; layer < layers; layer++)
      for (let row = 0; row < last; row++)
        for (let expert = 0; expert < experts; expert++)
          if (target.gates[(layer * target.mostRows + row) * experts + expert] > 0)
            track.value[layer * experts + expert]++
    track.mark(this.now)
  }

  private bookCache(): void {
    const { recording, totals } = this
    const { cache, format, target } = this.built
    const request = this.logs[this.current]
    const weight = weighCache(cache, format)
    totals.kvBits += weight.bits
    totals.kvElements += weight.entries * target.shape.headDim * 2
    let ofPrompt = 0
    for (let list = 0; list < cache.counts.length; list++) {
      const base = list * cache.capacity
      for (let entry = base; entry < base + cache.counts[list]; entry++)
        if (cache.place[entry] < request.promptTokens.length) ofPrompt++
    }
    const lists = cache.counts.length
    recording.kv.value[0] = (weight.entries - ofPrompt) / lists
    recording.kv.value[1] = ofPrompt / lists
    recording.kv.mark(this.now)
    recording.bits.value[0] = weight.bitsPerElement
    recording.bits.mark(this.now)
  }

  private end(request: RequestLog): void {
    const { totals, rounds, built } = this
    request.end = this.now
    request.hasEnded = built.writer.hasEnded
    if (request.prompt.answer !== '') {
      const written = built.bench.tokenizer.decode(rounds.token.slice(request.firstWritten))
      request.isRight = written.startsWith(request.prompt.answer)
      totals.asked++
      if (request.isRight) totals.right++
    }
    this.recording.requests.leave(0, this.now)
    this.current++
    this.isWriting = false
  }
}

function entropyOf(p: Float32Array, at: number, vocab: number): number {
  let entropy = 0
  for (let i = at; i < at + vocab; i++) if (p[i] > 0) entropy -= p[i] * log(p[i])
  return entropy
}
