/**
 * A tokens run: prompts are written one after another by real models, and every round is booked at the time it would take on
 * the chosen accelerator. An event is a prefill or a round.
 */
import type { Draws } from '../../kernel/draws.ts'
import type { Explanation, Simulation, Summary } from '../../kernel/engine.ts'
import type { Recorder } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { answersOf } from './answers.ts'
import { CAPACITY } from './bench.ts'
import { Books, type Filled } from './books.ts'
import type { Built, Watch } from './build.ts'
import { weighCache } from './compression/measure.ts'
import { luckOf } from './decode/seeds.ts'
import type { Denoiser } from './diffusion/denoiser.ts'
import { explainRound } from './explain.ts'
import { type Pace, paceOf, termOf } from './pace.ts'
import { openRecording, phases, type Recording } from './recording.ts'
import { openRequest, type RequestLog } from './request-log.ts'
import { RoundLog } from './round-log.ts'
import type { TokensSetup } from './schema.ts'
import { summarise } from './summary.ts'
import type { Prompt } from './text/prompts.ts'
import { Special } from './text/tokenizer.ts'
import type { TokensRun } from './tokens-run.ts'
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

export class TokensSimulation implements Simulation, TokensRun {
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
  readonly answers = answersOf(this)
  private readonly recording: Recording
  private readonly books: Books
  /** What denoising has filled in of the text in hand, by place. */
  private readonly pending = new Map<number, Filled>()
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
    this.recording = openRecording(recorder, {
      drafts: built.drafts,
      denoises: built.denoiser !== null,
      shape: built.target.shape,
    })
    const { pace, rounds, totals, recording } = this
    this.books = new Books({ built, pace, rounds, totals, recording })
    built.writer.heard = (rows) => this.books.gates(this.logs[this.current].prompt.domain, rows)
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
      if (!this.isWriting) this.begin()
      else if (this.built.denoiser) this.denoise(this.built.denoiser)
      else this.write()
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

  summary(): Summary {
    return summarise(this)
  }

  private begin(): void {
    const { built, recording, totals } = this
    const request = this.logs[this.current]
    request.start = this.now
    request.firstRound = this.rounds.rounds
    request.firstWritten = this.rounds.token.length
    recording.requests.enter(0, phases.indexOf('prefill'), this.now, this.current)
    if (built.denoiser) built.denoiser.begin(request.promptTokens, this.setup.output)
    else built.writer.begin(request.promptTokens)
    // Denoising reads the prompt with every step; nothing is computed before the first.
    const prefilled = built.denoiser ? 0 : request.promptTokens.length - 1
    totals.prefillTokens += prefilled
    this.now += prefilled === 0 ? 0 : this.pace.pass(prefilled, 0, 16).time
    recording.tokens.value[1] = prefilled
    recording.tokens.mark(this.now)
    this.recording.experts?.mark(this.now)
    this.books.cache(request, this.now)
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
    const drafting = this.pace.draftPasses(
      draft.passes,
      built.costShare,
      Math.max(1, draft.rows / Math.max(1, draft.passes)),
    )
    const verifying = this.pace.pass(draft.count, context, bitsPerElement)
    this.now += drafting.time + verifying.time
    totals.targetPasses++
    totals.targetRows += draft.count
    totals.draftPasses += draft.passes
    totals.draftRows += draft.rows

    rounds.request.push(this.current)
    rounds.start.push(start)
    rounds.end.push(this.now)
    rounds.terms.push([termOf('verify', verifying), termOf('draft', drafting)])
    rounds.drafted.push(draft.count - 1)
    rounds.accepted.push(outcome.accepted)
    rounds.height.push(draft.height)
    rounds.passes.push(draft.passes)
    rounds.source.push(draft.source)
    rounds.stop.push(draft.stop)
    rounds.firstToken.push(rounds.token.length)
    this.books.verdicts(request, this.now)
    this.books.written(request, context, this.now)
    this.books.gates(request.prompt.domain, draft.count)
    this.recording.experts?.mark(this.now)
    this.books.cache(request, this.now)
    request.largestGap = Math.max(request.largestGap, this.now - start)
    request.rounds++
    if (Number.isNaN(request.firstToken)) request.firstToken = this.now
    if (writer.hasEnded || request.written >= this.setup.output || writer.text.length >= CAPACITY - 64)
      this.end(request)
  }

  /** One step of denoising; a text is booked whole once its last mask is gone, each token with the step that filled it in. */
  private denoise(denoiser: Denoiser): void {
    const { rounds, totals } = this
    const request = this.logs[this.current]
    const luck = luckOf(this.draws, this.current)
    const start = this.now
    const step = denoiser.step((place) => luck.draft(denoiser.steps, place))
    const pass = this.pace.pass(step.rows, 0, 16)
    this.now += pass.time
    totals.targetPasses++
    totals.targetRows += step.rows
    rounds.request.push(this.current)
    rounds.start.push(start)
    rounds.end.push(this.now)
    rounds.terms.push([termOf('step', pass)])
    rounds.drafted.push(step.looked)
    rounds.accepted.push(step.filled.length)
    rounds.rejected.push(0)
    rounds.height.push(0)
    rounds.passes.push(0)
    rounds.source.push(-1)
    rounds.stop.push('length')
    rounds.firstToken.push(rounds.token.length)
    this.books.filled(step, this.now)
    for (const filled of step.filled) this.pending.set(filled.place, { ...filled, step: request.rounds })
    request.largestGap = Math.max(request.largestGap, this.now - start)
    request.rounds++
    if (Number.isNaN(request.firstToken)) request.firstToken = this.now
    if (!denoiser.isDone) return
    this.books.denoised(request, denoiser.text.slice(denoiser.promptLength), this.pending)
    this.pending.clear()
    this.end(request)
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
