/**
 * A tokens run: prompts are written on by real models, and every step is booked at the time it would take on the chosen
 * accelerator. An event is a prefill or a step; texts that are written at a time take turns.
 */
import type { Draws } from '../../kernel/draws.ts'
import type { Explanation, Simulation, Summary } from '../../kernel/engine.ts'
import { type UnitValues, unitsOf } from '../../kernel/metric.ts'
import type { Recorder } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { Prompt } from './contracts/prompts.ts'
import type { Step } from './contracts/writing.ts'
import { Books } from './core/books.ts'
import type { Built, Watch } from './core/built.ts'
import { type Pace, paceOf } from './core/pace.ts'
import { openRecording, phases, type Recording } from './core/recording.ts'
import { RequestLog } from './core/request-log.ts'
import { RoundLog } from './core/round-log.ts'
import { type Slot, Slots } from './core/slots.ts'
import { Speculation } from './core/speculation.ts'
import { StepTimes, type StepWork } from './core/step-times.ts'
import type { KnownOfModels, Outcome, TokensRun } from './core/tokens-run.ts'
import { Totals } from './core/totals.ts'
import { metrics } from './metrics/index.ts'
import { factsOf } from './metrics/run-facts.ts'
import { summarise } from './metrics/summary.ts'
import { weightBits } from './model/weights.ts'
import { answersOf } from './questions/answers.ts'
import { explainRound } from './questions/explain.ts'
import type { TokensSetup } from './set-up/schema.ts'
import { Special } from './text/tokenizer.ts'
import { luckOf } from './writing/luck.ts'

/** A step is worth so many events of a serving run, so that slices of a live run stay short. */
const EVENTS_PER_STEP = 16

export interface SimulationParts {
  readonly setup: TokensSetup
  readonly built: Built
  readonly prompts: readonly Prompt[]
  readonly twin: (watch: Watch) => Built
  readonly draws: Draws
  readonly recorder: Recorder
  /** Hears once what the run came to. */
  readonly onDone?: (outcome: Outcome) => void
}

export class TokensSimulation implements Simulation, TokensRun {
  readonly setup: TokensSetup
  readonly built: Built
  readonly logs: readonly RequestLog[]
  readonly rounds = new RoundLog()
  readonly totals = new Totals()
  readonly speculation = new Speculation()
  readonly pace: Pace
  readonly models: KnownOfModels
  readonly draws: Draws
  now: Seconds = 0
  /** A fresh set of models for looking again at what is past; made when somebody asks. */
  readonly twin: (watch: Watch) => Built
  readonly answers = answersOf(this)
  private readonly recording: Recording
  private readonly books: Books
  private readonly times: StepTimes
  private readonly onDone: (outcome: Outcome) => void
  private readonly slots: Slots

  constructor({ setup, built, prompts, twin, draws, recorder, onDone = () => undefined }: SimulationParts) {
    this.setup = setup
    this.built = built
    this.twin = twin
    this.draws = draws
    this.onDone = onDone
    const { writings, bench, target, drafts, experts } = built
    const { shape, weights } = target
    this.models = { shape, weightBits: weightBits(weights), kernels: bench.kernels.id, drafts, experts }
    this.pace = paceOf(setup.pace, target.shape, built.experts?.store.rule.bandwidth)
    this.logs = prompts.map((prompt) => new RequestLog(prompt, [Special.bos, ...bench.tokenizer.encode(prompt.text)]))
    this.slots = new Slots(writings, prompts.length)
    this.recording = openRecording(recorder, {
      drafts: built.drafts,
      denoises: writings.some(({ blocks }) => blocks !== undefined),
      fetches: built.experts !== null,
      shape: target.shape,
      texts: writings.length,
    })
    const { pace, rounds, totals, speculation, recording, logs, slots } = this
    const times = new StepTimes(pace, totals)
    this.times = times
    this.books = new Books({ built, times, rounds, totals, speculation, recording, logs, slots })
    this.recording.kv.mark(0)
    this.recording.surprise.mark(0)
  }

  get share(): number {
    const { logs, slots } = this
    const inHand = slots.open.reduce((sum, { request }) => sum + logs[request].written / this.setup.output, 0)
    return logs.length === 0 ? 1 : Math.min(1, (slots.ended + inHand) / logs.length)
  }

  advance(until: Seconds, events: number): 'more' | 'done' {
    const { slots } = this
    for (let left = events; left > 0; left -= EVENTS_PER_STEP) {
      if (slots.isDone) return 'done'
      if (this.now > until) return 'more'
      const slot = slots.next()
      if (slot.request < 0) this.begin(slot)
      else this.step(slot)
    }
    return slots.isDone ? 'done' : 'more'
  }

  explain(at: Seconds): Explanation | null {
    const round = this.rounds.roundAt(at)
    return round < 0 ? null : explainRound(this, round)
  }

  explainRequest(request: number): Explanation | null {
    const entry = this.logs[request]
    return entry === undefined || entry.rounds === 0 ? null : explainRound(this, entry.rows[0])
  }

  summary(): Summary {
    return summarise(this)
  }

  units(): UnitValues {
    return unitsOf(metrics, factsOf(this))
  }

  private begin(slot: Slot): void {
    const { recording, books, slots } = this
    slots.fill(slot)
    const request = this.logs[slot.request]
    request.start = this.now
    this.totals.read += request.promptTokens.length
    this.totals.unknown += request.promptTokens.filter((token) => token === Special.unknown).length
    recording.requests.enter(slot.index, phases.indexOf('prefill'), this.now, slot.request)
    const { writing, request: index } = slot
    const heard = (rows: number) => books.gates(request, rows)
    const luck = luckOf(this.draws, index)
    this.built.experts?.begin(request.promptTokens, this.setup.output, luck)
    const step = writing.begin(request.promptTokens, this.setup.output, luck, heard)
    if (step !== null) {
      const start = this.now
      const work = workOf(step, true)
      const { time, terms } = this.times.timeOf(work)
      this.now += time
      books.prefill(writing, step, { request, index, start, end: this.now, terms, work })
    }
    recording.requests.enter(slot.index, phases.indexOf('decode'), this.now, index)
    if (writing.isDone) this.end(slot)
  }

  private step(slot: Slot): void {
    const { books } = this
    const { writing, request: index } = slot
    const step = writing.step(luckOf(this.draws, index))
    const start = this.now
    const work = workOf(step, false)
    const { time, terms } = this.times.timeOf(work)
    this.now += time
    books.step(writing, step, { request: this.logs[index], index, start, end: this.now, terms, work })
    if (writing.isDone) this.end(slot)
  }

  private end(slot: Slot): void {
    const { totals, built } = this
    const request = this.logs[slot.request]
    const { answer } = request.prompt
    request.end = this.now
    const held = built.beside?.(request.promptTokens)
    totals.compared += held?.tokens ?? 0
    totals.divergence += held?.divergence ?? 0
    totals.sameTop += held?.sameTop ?? 0
    if (answer !== '') {
      request.isRight = built.bench.tokenizer.decode(request.text.token).startsWith(answer)
      totals.asked++
      if (request.isRight) totals.right++
    }
    this.recording.requests.leave(slot.index, this.now)
    this.slots.empty(slot)
    if (!this.slots.isDone) return
    const { logs, rounds, speculation, pace, now, models } = this
    this.onDone({ logs, rounds, totals, speculation, pace, now, models })
  }
}

const workOf = ({ pass, drafting, written }: Step, isPrompt: boolean): StepWork => ({
  operator: pass.operator,
  pass: pass.work,
  drafting: drafting?.work ?? null,
  isPrompt,
  written: written.length,
})
