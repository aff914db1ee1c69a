/**
 * Books what happened: into the columns of the logs, the sums of the run, and the tracks. Nothing here decides anything.
 */
import type { Seconds } from '../../../kernel/units.ts'
import type { KvEntries } from '../contracts/cache.ts'
import type { Work } from '../contracts/work.ts'
import type { Step, Writing } from '../contracts/writing.ts'
import { weighCache } from '../kv/weigh-cache.ts'
import { plainWork } from '../model/plain-work.ts'
import type { Built } from './built.ts'
import type { Recording } from './recording.ts'
import type { RequestLog } from './request-log.ts'
import type { RoundLog } from './round-log.ts'
import type { Slots } from './slots.ts'
import type { Speculation } from './speculation.ts'
import type { StepTime, StepTimes, StepWork } from './step-times.ts'
import type { Totals } from './totals.ts'

interface BookParts {
  readonly built: Built
  readonly times: StepTimes
  readonly rounds: RoundLog
  readonly totals: Totals
  readonly speculation: Speculation
  readonly recording: Recording
  readonly logs: readonly RequestLog[]
  readonly slots: Slots
}

export class Books {
  private readonly parts: BookParts

  constructor(parts: BookParts) {
    this.parts = parts
  }

  /** The prompt has been read, and brought the first token. */
  prefill(writing: Writing, step: Step, at: Taken): void {
    const { totals, recording } = this.parts
    totals.firstTokens += step.written.length
    recording.tokens.value[1] = step.pass.rows
    this.log(writing, step, at)
  }

  /** A step of a request, from `start` to `end`; `index` is the request's number. */
  step(writing: Writing, step: Step, at: Taken): void {
    const { totals, built } = this.parts
    const { request } = at
    totals.targetPasses++
    totals.targetRows += step.pass.rows
    totals.draftPasses += step.drafting?.passes ?? 0
    for (const work of [step.pass.work, ...(step.drafting ? [step.drafting.work] : [])]) {
      this.loads(work)
      totals.readBits += work.kvBits
      totals.indexBits += work.indexBits
    }
    for (let i = 0; i < step.written.length; i++) {
      const entries = request.promptTokens.length + request.written + i
      totals.plainReadBits += plainWork(built.target.shape, entries).kvBits
    }
    this.log(writing, step, at)
  }

  private loads({ loads }: Work): void {
    const sums = this.parts.totals.loads
    for (const { asked, held, guessed, foretold } of loads) {
      sums.asked += asked
      sums.held += held
      sums.guessed += guessed
      sums.foretold += foretold
    }
  }

  private log(writing: Writing, step: Step, at: Taken): void {
    const { rounds, times } = this.parts
    const { request, index, start, end, terms, work } = at
    times.book(work, { request, before: request.written, start, end })
    request.rows.push(rounds.rounds)
    rounds.step.push(request.rows.length - 1)
    rounds.request.push(index)
    rounds.start.push(start)
    rounds.end.push(end)
    rounds.terms.push(terms)
    rounds.work.push(work)
    rounds.drafted.push(step.tried)
    rounds.accepted.push(step.kept)
    rounds.rejected.push(step.rejected)
    rounds.height.push(step.height)
    rounds.passes.push(step.drafting?.passes ?? 0)
    rounds.source.push(step.source)
    rounds.stop.push(step.stop)
    rounds.firstToken.push(request.written)
    this.decided(request, writing, step, end)
    this.written(request, step)
    this.parts.recording.experts?.mark(end)
    this.fetches(step, end)
    if (step.hasGrown) this.caches(end)
  }

  /** Experts that the step's layers asked for: in memory, fetched in time on a guess, waited for. */
  private fetches({ pass, drafting }: Step, now: Seconds): void {
    const { fetches } = this.parts.recording
    if (fetches === null) return
    for (const { held, foretold, waited } of [...pass.work.loads, ...(drafting?.work.loads ?? [])]) {
      fetches.value[0] += held
      fetches.value[1] += foretold
      fetches.value[2] += waited
    }
    fetches.mark(now)
  }

  /** Experts of the rows of the last pass. */
  gates({ prompt }: RequestLog, rows: number): void {
    const { built, totals, recording } = this.parts
    const track = recording.experts
    if (track === null) return
    const { target } = built
    const { layers, experts } = target.shape
    const mine = totals.experts.get(prompt.domain) ?? new Float64Array(layers * experts)
    totals.experts.set(prompt.domain, mine)
    for (let layer = 0; layer < layers; layer++)
      for (let row = 0; row < rows; row++)
        for (let expert = 0; expert < experts; expert++)
          if (target.gates[(layer * target.mostRows + row) * experts + expert] > 0) {
            track.value[layer * experts + expert]++
            mine[layer * experts + expert]++
          }
  }

  /** What the step decided, on the tracks of it: verdicts of drafts, or places filled in. */
  private decided(request: RequestLog, writing: Writing, step: Step, now: Seconds): void {
    const { speculation, recording } = this.parts
    const { tokens, surprise, acceptance, denoising } = recording
    if (writing.rounds) {
      const verdicts = speculation.book(request, step, writing.rounds)
      if (acceptance !== null && step.tried > 0) {
        for (const [series, amount] of [...verdicts, 1].entries()) acceptance.value[series] = amount
        acceptance.mark(now)
      }
    }
    if (denoising !== null) {
      denoising.value[0] = step.kept
      denoising.value[1] = step.tried - step.kept
      denoising.mark(now)
    }
    tokens.value[0] = step.decided
    tokens.mark(now)
    surprise.value[0] = step.entropy
    surprise.value[1] = step.surprise
    surprise.mark(now)
  }

  private written(request: RequestLog, { written }: Step): void {
    const { totals } = this.parts
    for (const token of written) {
      totals.surprise += token.surprise
      totals.entropy += token.entropy
      request.text.add(token)
    }
    totals.written += written.length
  }

  /** What the caches of the texts in hand hold: entries of a head, of what they are, and bits. */
  private caches(now: Seconds): void {
    const { recording, totals, built, logs, slots } = this.parts
    const { headDim } = built.target.shape
    let [bits, entries, ofPrompt, ofAnswer] = [0, 0, 0, 0]
    for (const { writing, request } of slots.open) {
      const { cache } = writing
      const lists = cache.counts.length
      const weight = weighCache(cache)
      const prompt = entriesBefore(cache, logs[request].promptTokens.length)
      bits += weight.bits
      entries += weight.entries
      ofPrompt += prompt / lists
      ofAnswer += (weight.entries - prompt) / lists
    }
    totals.kvBits += bits
    totals.kvElements += entries * headDim * 2
    recording.kv.value[0] = ofAnswer
    recording.kv.value[1] = ofPrompt
    recording.kv.mark(now)
    recording.bits.value[0] = entries === 0 ? 0 : bits / (entries * headDim * 2)
    recording.bits.mark(now)
  }
}

/** Entries, of all heads of all layers, of tokens before `place`. They ascend within a list: these stand first. */
function entriesBefore({ place, counts, capacity }: KvEntries, before: number): number {
  let all = 0
  for (let list = 0; list < counts.length; list++) {
    const base = list * capacity
    let count = 0
    while (count < counts[list] && place[base + count] < before) count++
    all += count
  }
  return all
}

/** When a step was, and what it did. */
interface Taken extends Pick<StepTime, 'terms'> {
  readonly request: RequestLog
  readonly index: number
  readonly start: Seconds
  readonly end: Seconds
  readonly work: StepWork
}
