/**
 * Writes in rounds: a draft, one pass of the target over all of it, a verdict, roll-back. Without a drafter a round is one token.
 * The prompt brings the first token; from then on the target's cache holds every token of the text but the last.
 */
import { log } from '../../../../kernel/math.ts'
import type { AcceptanceRule } from '../../contracts/accept.ts'
import type { DraftLength } from '../../contracts/draft-length.ts'
import type { Drafter } from '../../contracts/drafter.ts'
import type { Kernels } from '../../contracts/kernels.ts'
import type { Chunk } from '../../contracts/model.ts'
import type { Sampling } from '../../contracts/sampling.ts'
import type { Luck, RoundsView, Step, StepRecord, Writing, WrittenToken } from '../../contracts/writing.ts'
import type { KvCache } from '../../model/kv-cache.ts'
import type { Transformer } from '../../model/transformer.ts'
import { entropyOf } from '../../sampling/entropy.ts'
import { distribution } from '../../sampling/sampling.ts'
import { DraftTree } from './draft-tree.ts'
import type { Keeping } from './keeping.ts'
import { withPasses, withRows } from './share.ts'
import { RoundOutcome, verify } from './verify.ts'
import { explainRound } from './words.ts'

export interface RoundsParts {
  readonly kernels: Kernels
  readonly target: Transformer
  readonly cache: KvCache
  readonly sampling: Sampling
  readonly rule: AcceptanceRule
  /** Null writes token by token. */
  readonly drafter: Drafter | null
  /** What the rule for the draft length keeps of a judged draft, where it says so. */
  readonly keeps: DraftLength['keeps']
  readonly keeping: Keeping
  /** Last hidden state of every token the target has seen, (capacity, dim), and the newest of them for the kernels. */
  readonly features: Float32Array
  readonly lastState: Float32Array
}

/** More nodes than a draft ever has, and with as many behind it fewer than a step has draws (luck.ts). */
const BEYOND_NODES = 128

export class Rounds implements Writing {
  text: number[] = []
  promptLength = 0
  readonly cache: KvCache
  readonly drafts: boolean
  readonly rounds: RoundsView
  private output = 0
  private count = 0
  private hasEnded = false
  private heard: ((rows: number) => void) | undefined
  private readonly parts: RoundsParts
  private readonly draft: DraftTree
  private readonly outcome: RoundOutcome
  /** (rows, vocab): the target's distributions of the last round, before the verdict and used up by it. */
  private readonly p: Float32Array
  private readonly used: Float32Array

  constructor(parts: RoundsParts) {
    const { target, cache, drafter } = parts
    const { mostRows, shape } = target
    this.parts = parts
    this.cache = cache
    this.drafts = drafter !== null
    this.draft = new DraftTree(mostRows, shape.vocab)
    this.outcome = new RoundOutcome(mostRows)
    this.p = new Float32Array(mostRows * shape.vocab)
    this.used = new Float32Array(mostRows * shape.vocab)
    const { draft, outcome, p } = this
    const feed = (tokens: readonly number[], first: number) => this.feed(tokens, first)
    this.rounds = { draft, outcome, emitted: outcome.emitted, p, mostRows, feed }
  }

  /** The text has ended, its room is full, or the cache has no room for another round. */
  get isDone(): boolean {
    const { text, promptLength, output, cache } = this
    const { mostRows } = this.parts.target
    return this.hasEnded || text.length - promptLength >= output || text.length >= cache.capacity - mostRows
  }

  begin(prompt: readonly number[], output: number, luck: Luck, heard?: (rows: number) => void): Step {
    const { target, drafter, lastState, keeping } = this.parts
    if (prompt.length === 0) throw new Error('a prompt needs a token, <bos> at least')
    this.cache.clear()
    keeping.opened(prompt.length)
    lastState.fill(0)
    drafter?.reset()
    this.text = [...prompt]
    this.promptLength = prompt.length
    this.output = output
    this.count = 0
    this.hasEnded = false
    this.heard = heard
    target.meter.take()
    // One pass, in pieces. Nothing is rounded or evicted before its end, so what it brings is of the whole cache.
    target.meter.hold()
    let rows = 0
    for (let first = 0; first < prompt.length; first += rows) {
      rows = Math.min(target.mostRows, prompt.length - first)
      this.feed(prompt.slice(first, first + rows), first)
      this.keepStates(
        first,
        Array.from({ length: rows }, (_, row) => row),
      )
      heard?.(rows)
    }
    target.head(rows - 1, 1)
    target.meter.release()
    const work = target.meter.take()
    this.draft.begin(prompt[prompt.length - 1])
    this.verify(luck, (row) => this.distribute(0, row))
    keeping.settled('prefill')
    return this.report({ operator: 'prefill', rows: prompt.length, work }, null)
  }

  step(luck: Luck): Step {
    const { target, drafter, keeps, keeping } = this.parts
    const { draft, outcome, text } = this
    const first = text.length - 1
    draft.begin(text[first])
    // The target adds a token of its own, so a draft may take one less than there is room for.
    const room = this.output - (text.length - this.promptLength) - 1
    drafter?.propose(text, draft, room, {
      draw: (node) => luck.draft(this.count, node),
      chance: (node) => luck.draft(this.count, BEYOND_NODES + node),
    })
    const drafting = { passes: draft.passes, rows: draft.rows, work: target.meter.take() }
    const fed = keeping.isByRow ? this.judgeByRow(first, luck) : this.judgeTogether(first, luck)
    const work = withRows(target.meter.take(), draft.count / fed)
    const verifying = { operator: 'verify', rows: draft.count, work }
    if (keeps) {
      draft.cut(keeps({ count: draft.count, verdict: outcome.verdict }))
      // What the rule would not have drafted was neither drafted nor verified.
      const kept = drafting.passes === 0 ? 1 : draft.passes / drafting.passes
      Object.assign(drafting, { passes: draft.passes, rows: draft.rows, work: withPasses(drafting.work, kept) })
      Object.assign(verifying, { rows: draft.count, work: withRows(verifying.work, draft.count / verifying.rows) })
    }
    drafter?.settle?.(draft, outcome)
    return this.report(verifying, drafting)
  }

  explain(step: StepRecord): ReturnType<Writing['explain']> {
    return explainRound(step, { drafts: this.drafts, capacity: this.cache.capacity })
  }

  private feed(tokens: readonly number[], first: number): void {
    const { target, keeping } = this.parts
    const { layers } = target.shape
    target.embed(tokens)
    target.runLayers(this.cache, { tokens, first, sight: 'causal' }, { from: 0, until: layers }, keeping.seams)
  }

  /** All rows go through the target in one pass, then the verdict, then what was not accepted is rolled back. Returns the rows. */
  private judgeTogether(first: number, luck: Luck): number {
    const { draft, outcome, cache } = this
    this.pass(first)
    this.heard?.(draft.count)
    this.verify(luck, (row) => this.distribute(row, row))
    const kept = [0, ...outcome.path]
    this.keepStates(first, kept)
    cache.keepPath(
      first,
      kept.map((row) => first + row),
    )
    this.parts.keeping.settled('decode')
    return draft.count
  }

  /**
   * A row goes through the target once it is accepted, over a cache that has been settled behind the row before: a later row sees what
   * it would see token by token, and rejected ones leave no trace. Returns the rows that went through; a server's one pass has them all.
   */
  private judgeByRow(first: number, luck: Luck): number {
    const { target, keeping, drafter } = this.parts
    const { draft, cache } = this
    // What first layers left there while they drafted.
    if (drafter?.done) cache.truncate(first)
    let fed = 0
    target.meter.hold()
    this.verify(luck, (row) => {
      this.feed([draft.token[row]], first + fed)
      target.head(0, 1)
      this.distribute(0, row)
      this.keepStates(first + fed++, [0])
      this.heard?.(1)
      keeping.settled('decode')
    })
    target.meter.release()
    return fed
  }

  /** Judges the draft and goes on with the text; `reached` sees to the distribution after a row. */
  private verify(luck: Luck, reached: (row: number) => void): void {
    const { draft, outcome, used, text } = this
    const round = this.count++
    const roundLuck = { accept: (row: number) => luck.accept(round, row), emit: () => luck.emit(round) }
    verify(draft, used, this.parts.rule, roundLuck, outcome, reached)
    for (const { token } of outcome.emitted) text.push(token)
    this.hasEnded = outcome.hasEnded
  }

  /** The distribution after a row of the draft, of the logits' row `of`. */
  private distribute(of: number, row: number): void {
    const { kernels, target, sampling } = this.parts
    const { p, used } = this
    const { vocab } = target.shape
    distribution(kernels, { logits: target.logits, at: of * vocab, vocab }, sampling, p, row * vocab)
    used.set(p.subarray(row * vocab, (row + 1) * vocab), row * vocab)
  }

  /** One pass of the target over the root and the draft; the layers a drafter has done already are not done again. */
  private pass(first: number): void {
    const { target, drafter, keeping } = this.parts
    const { draft, cache } = this
    const { layers } = target.shape
    const tokens = draft.token.subarray(0, draft.count)
    const chunk: Chunk = { tokens, first, ...treeOf(draft, first), sight: 'causal' }
    if (drafter?.done) {
      drafter.done.restore(draft)
      target.runLayers(cache, chunk, { from: drafter.done.layers, until: layers }, keeping.seams)
    } else {
      target.embed(tokens)
      target.runLayers(cache, chunk, { from: 0, until: layers }, keeping.seams)
    }
    target.head(0, draft.count)
  }

  /** Rows of the last pass became the text from place `first` on. */
  private keepStates(first: number, rows: readonly number[]): void {
    const { target, features, lastState } = this.parts
    const { dim } = target.shape
    for (const [i, row] of rows.entries())
      features.set(target.stream.subarray(row * dim, (row + 1) * dim), (first + i) * dim)
    const last = first + rows.length - 1
    lastState.set(features.subarray(last * dim, (last + 1) * dim))
  }

  private report(pass: Step['pass'], drafting: Step['drafting']): Step {
    const { draft, outcome, p } = this
    const { vocab } = draft
    const rows = [0, ...outcome.path]
    const written = outcome.emitted.map(({ token, source }, i): WrittenToken => {
      const at = rows[i] * vocab
      const surprise = -log(Math.max(p[at + token], 1e-30))
      return { token, source, step: this.count - 1, surprise, entropy: entropyOf(p, at, vocab) }
    })
    const { surprise, entropy } = written[written.length - 1]
    return {
      ...{ pass, drafting },
      hasGrown: true,
      tried: draft.count - 1,
      kept: outcome.accepted,
      rejected: outcome.rejected(draft.count),
      height: draft.height,
      source: draft.source,
      stop: draft.stop,
      decided: written.length,
      ...{ entropy, surprise, written },
    }
  }
}

/** Nothing to say for a chain: it is a plain sequence. */
function treeOf(draft: DraftTree, first: number): Partial<Chunk> {
  let isChain = true
  for (let row = 1; row < draft.count; row++) if (draft.parent[row] !== row - 1) isChain = false
  if (isChain) return {}
  const parents = Int32Array.from(draft.parent.subarray(0, draft.count), (parent) => first + parent)
  const positions = Int32Array.from(draft.depth.subarray(0, draft.count), (depth) => first + depth)
  return { tree: { from: first, parents }, positions }
}
