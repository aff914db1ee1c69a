/**
 * Books a round: into the columns of the log, the sums of the run, and the tracks. Nothing here decides anything.
 */
import { log } from '../../../kernel/math.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { Built } from '../build/build.ts'
import { weighCache } from '../kv/weigh-cache.ts'
import { entropyOf } from '../sampling/entropy.ts'
import type { DenoisingStep } from '../writing/denoising/denoising.ts'
import { Verdict } from '../writing/rounds/verify.ts'
import type { Pace } from './pace.ts'
import type { Recording } from './recording.ts'
import type { RequestLog } from './request-log.ts'
import { type RoundLog, sources } from './round-log.ts'
import type { Totals } from './totals.ts'

/** A place that denoising filled in, at which step of its request. */
export interface Filled {
  readonly token: number
  readonly confidence: number
  readonly entropy: number
  readonly step: number
}

interface BookParts {
  readonly built: Built
  readonly pace: Pace
  readonly rounds: RoundLog
  readonly totals: Totals
  readonly recording: Recording
}

export class Books {
  private readonly built: Built
  private readonly pace: Pace
  private readonly rounds: RoundLog
  private readonly totals: Totals
  private readonly recording: Recording

  constructor({ built, pace, rounds, totals, recording }: BookParts) {
    this.built = built
    this.pace = pace
    this.rounds = rounds
    this.totals = totals
    this.recording = recording
  }

  /** What became of the drafted tokens. */
  verdicts(request: RequestLog, now: Seconds): void {
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
      track.mark(now)
    }
  }

  /** The tokens that the round wrote, `context` tokens standing before them. */
  written(request: RequestLog, context: number, now: Seconds): void {
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
      rounds.tokenRound.push(request.rounds)
      rounds.surprise.push(surprise)
      rounds.entropy.push(entropy)
      totals.surprise += surprise
      totals.entropy += entropy
      totals.plainTime += this.pace.pass(1, context + i, 16).time
      recording.surprise.value[0] = entropy
      recording.surprise.value[1] = surprise
    }
    recording.surprise.mark(now)
    totals.written += outcome.emitted.length
    request.written += outcome.emitted.length
    recording.tokens.value[0] = outcome.emitted.length
    recording.tokens.mark(now)
  }

  /** A step of denoising. */
  filled({ filled, looked }: DenoisingStep, now: Seconds): void {
    const { denoising, surprise, tokens } = this.recording
    if (denoising === null) return
    denoising.value[0] = filled.length
    denoising.value[1] = looked - filled.length
    denoising.mark(now)
    tokens.value[0] = filled.length
    tokens.mark(now)
    surprise.value[0] = filled.reduce((sum, { entropy }) => sum + entropy, 0) / filled.length
    surprise.value[1] =
      filled.reduce((sum, { confidence }) => sum - log(Math.max(confidence, 1e-30)), 0) / filled.length
    surprise.mark(now)
  }

  /** A text without masks, in its own order; each token with the step that filled it in. */
  denoised(request: RequestLog, text: readonly number[], filled: ReadonlyMap<number, Filled>): void {
    const { rounds, totals } = this
    const first = request.promptTokens.length
    request.firstWritten = rounds.token.length
    for (const [i, token] of text.entries()) {
      const { confidence = 1, entropy = 0, step = 0 } = filled.get(first + i) ?? {}
      const surprise = -log(Math.max(confidence, 1e-30))
      rounds.token.push(token)
      rounds.tokenSource.push(sources.indexOf('denoised'))
      rounds.tokenRound.push(step)
      rounds.surprise.push(surprise)
      rounds.entropy.push(entropy)
      totals.surprise += surprise
      totals.entropy += entropy
      totals.plainTime += this.pace.pass(1, first + i, 16).time
    }
    totals.written += text.length
    request.written = text.length
  }

  /** Experts of the rows of the last pass. */
  gates(domain: string, rows: number): void {
    const { experts: track } = this.recording
    if (track === null) return
    const { target } = this.built
    const { layers, experts } = target.shape
    const mine = this.totals.experts.get(domain) ?? new Float64Array(layers * experts)
    this.totals.experts.set(domain, mine)
    for (let layer = 0; layer < layers; layer++)
      for (let row = 0; row < rows; row++)
        for (let expert = 0; expert < experts; expert++)
          if (target.gates[(layer * target.mostRows + row) * experts + expert] > 0) {
            track.value[layer * experts + expert]++
            mine[layer * experts + expert]++
          }
  }

  /** What the cache holds. */
  cache(request: RequestLog, now: Seconds): void {
    const { recording, totals } = this
    const { cache, format, target } = this.built
    const weight = weighCache(cache, format)
    totals.kvBits += weight.bits
    totals.kvElements += weight.entries * target.shape.headDim * 2
    const { place, counts, capacity } = cache
    const first = request.promptTokens.length
    let ofPrompt = 0
    for (let list = 0; list < counts.length; list++) {
      // Places ascend within a list: what is of the prompt stands first.
      const base = list * capacity
      let count = 0
      while (count < counts[list] && place[base + count] < first) count++
      ofPrompt += count
    }
    const lists = cache.counts.length
    recording.kv.value[0] = (weight.entries - ofPrompt) / lists
    recording.kv.value[1] = ofPrompt / lists
    recording.kv.mark(now)
    recording.bits.value[0] = weight.bitsPerElement
    recording.bits.mark(now)
  }
}
