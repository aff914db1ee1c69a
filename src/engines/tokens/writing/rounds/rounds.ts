/**
 * Writes in rounds: a draft, one pass of the target over all of it, a verdict, roll-back. Without a drafter a round is one token.
 * The target's cache holds every token of the text but the last.
 */
import { log } from '../../../../kernel/math.ts'
import type { AcceptanceRule } from '../../contracts/accept.ts'
import type { Seams } from '../../contracts/attention.ts'
import type { DraftLength } from '../../contracts/draft-length.ts'
import type { Drafter } from '../../contracts/drafter.ts'
import type { Kernels } from '../../contracts/kernels.ts'
import type { Chunk } from '../../contracts/model.ts'
import type { Sampling } from '../../contracts/sampling.ts'
import type { Work } from '../../contracts/work.ts'
import type { Luck, RoundsView, Step, StepRecord, Writing, WrittenToken } from '../../contracts/writing.ts'
import type { KvCache } from '../../model/kv-cache.ts'
import type { Transformer } from '../../model/transformer.ts'
import { entropyOf } from '../../sampling/entropy.ts'
import { distribution } from '../../sampling/sampling.ts'
import { DraftTree } from './draft-tree.ts'
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
  readonly seams: Seams
  /** What the rule for the draft length keeps of a judged draft, where it says so. */
  readonly keeps: DraftLength['keeps']
  /** Last hidden state of every token the target has seen, (capacity, dim), and the newest of them for the kernels. */
  readonly features: Float32Array
  readonly lastState: Float32Array
  /** A text begins, its cache is empty. */
  readonly opened: () => void
  /** The cache has grown up to here for good: the time to round or evict. */
  readonly settled: (phase: 'prefill' | 'decode') => void
}

export class Rounds implements Writing {
  text: number[] = []
  promptLength = 0
  readonly cache: KvCache
  readonly drafts: boolean
  readonly rounds: RoundsView
  private output = 0
  private count = 0
  private hasEnded = false
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

  begin(prompt: readonly number[], output: number, heard?: (rows: number) => void): number {
    const { target, drafter, lastState, opened, settled } = this.parts
    if (prompt.length === 0) throw new Error('a prompt needs a token, <bos> at least')
    this.cache.clear()
    opened()
    lastState.fill(0)
    drafter?.reset()
    this.text = [...prompt]
    this.promptLength = prompt.length
    this.output = output
    this.count = 0
    this.hasEnded = false
    // All of it but its last token, which the first round feeds; one pass, in pieces.
    target.meter.hold()
    for (let first = 0; first < prompt.length - 1; first += target.mostRows) {
      const tokens = prompt.slice(first, Math.min(first + target.mostRows, prompt.length - 1))
      this.feed(tokens, first)
      this.keepStates(
        first,
        Array.from(tokens, (_, row) => row),
      )
      heard?.(tokens.length)
      if (first + target.mostRows >= prompt.length - 1) settled('prefill')
    }
    target.meter.release()
    return prompt.length - 1
  }

  step(luck: Luck): Step {
    const { kernels, target, sampling, drafter, rule, keeps, settled } = this.parts
    const { draft, outcome, p, text } = this
    const { vocab } = target.shape
    const round = this.count++
    const first = text.length - 1
    draft.begin(text[first])
    // The target adds a token of its own, so a draft may take one less than there is room for.
    const room = this.output - (text.length - this.promptLength) - 1
    drafter?.propose(text, draft, room, { draw: (node) => luck.draft(round, node) })
    const drafted = target.meter.take()
    this.pass(first)
    const passed = target.meter.take()
    for (let row = 0; row < draft.count; row++)
      distribution(kernels, { logits: target.logits, at: row * vocab, vocab }, sampling, p, row * vocab)
    this.used.set(p.subarray(0, draft.count * vocab))
    const roundLuck = { accept: (row: number) => luck.accept(round, row), emit: () => luck.emit(round) }
    verify(draft, this.used, rule, roundLuck, outcome)
    if (keeps) draft.cut(keeps({ count: draft.count, verdict: outcome.verdict }))
    drafter?.settle?.(draft, outcome)
    const kept = [0, ...outcome.path]
    this.keepStates(first, kept)
    this.cache.keepPath(
      first,
      kept.map((row) => first + row),
    )
    for (const { token } of outcome.emitted) text.push(token)
    this.hasEnded = outcome.hasEnded
    settled('decode')
    return this.report(drafted, passed)
  }

  explain(step: StepRecord): ReturnType<Writing['explain']> {
    return explainRound(step, { drafts: this.drafts, capacity: this.cache.capacity })
  }

  private feed(tokens: readonly number[], first: number): void {
    const { target, seams } = this.parts
    target.embed(tokens)
    target.runLayers(this.cache, { tokens, first, sight: 'causal' }, { from: 0, until: target.shape.layers }, seams)
  }

  /** One pass of the target over the root and the draft; the layers a drafter has done already are not done again. */
  private pass(first: number): void {
    const { target, drafter, seams } = this.parts
    const { draft, cache } = this
    const { layers } = target.shape
    const tokens = draft.token.subarray(0, draft.count)
    const chunk: Chunk = { tokens, first, ...treeOf(draft, first), sight: 'causal' }
    if (drafter?.done) {
      drafter.done.restore(draft)
      target.runLayers(cache, chunk, { from: drafter.done.layers, until: layers }, seams)
    } else {
      target.embed(tokens)
      target.runLayers(cache, chunk, { from: 0, until: layers }, seams)
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

  private report(drafted: Work, passed: Work): Step {
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
      pass: { operator: 'verify', rows: draft.count, work: passed },
      drafting: { passes: draft.passes, rows: draft.rows, work: drafted },
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
