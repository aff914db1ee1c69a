/**
 * Writes one request: prefill, then rounds of draft, one pass of the target over all of it, verdict, roll-back. Without a
 * drafter a round is one token. The target's cache holds every token of the text but the last.
 */
import type { Kernels } from '../../kernels/kernels.ts'
import type { KvCache } from '../../model/kv-cache.ts'
import type { Chunk, Seams, Transformer } from '../../model/transformer.ts'
import type { Drafter } from '../../roles/decoder/drafters/drafter.ts'
import { distribution, type Sampling } from '../../sampling/sampling.ts'
import { Draft } from './draft.ts'
import type { AcceptanceRule } from './exact-rule.ts'
import { Outcome, Verdict, verify } from './verify.ts'

export interface WriterParts {
  readonly kernels: Kernels
  readonly target: Transformer
  readonly cache: KvCache
  readonly sampling: Sampling
  readonly rule: AcceptanceRule
  /** Null writes token by token. */
  readonly drafter: Drafter | null
  /** What stands behind the token of an oracle's first rejection never was drafted. */
  readonly isOracle: boolean
  readonly seams: Seams
  /** A request begins, its cache is empty. */
  readonly opened: (cache: KvCache) => void
  /** The cache has grown up to here for good: the time to round or evict. */
  readonly settled: (cache: KvCache, phase: 'prefill' | 'decode') => void
}

/** Draws of one request, keyed by round. */
export interface Luck {
  draft(round: number, node: number): number
  accept(round: number, row: number): number
  emit(round: number): number
}

export class Writer {
  readonly draft: Draft
  readonly outcome: Outcome
  /** Prompt and output. */
  text: number[] = []
  promptLength = 0
  rounds = 0
  hasEnded = false
  /** Last hidden state of every token the target has seen, (capacity, dim), and the newest of them for the kernels. */
  readonly features: Float32Array
  readonly lastState: Float32Array
  /** (rows, vocab): the target's distributions of the last round, as they were before the verdict. */
  readonly p: Float32Array
  /** Hears of every pass of a prompt: its rows are in the target's buffers until the next one. */
  heard: (rows: number) => void = () => undefined
  private readonly used: Float32Array
  private readonly parts: WriterParts

  constructor(parts: WriterParts, features: Float32Array, lastState: Float32Array) {
    const { target } = parts
    this.parts = parts
    this.draft = new Draft(target.mostRows, target.shape.vocab)
    this.outcome = new Outcome(target.mostRows)
    this.features = features
    this.lastState = lastState
    this.p = new Float32Array(target.mostRows * target.shape.vocab)
    this.used = new Float32Array(target.mostRows * target.shape.vocab)
  }

  /** Feeds all of a prompt but its last token. Throws for an empty one: there is nothing to go on from. */
  begin(prompt: readonly number[]): void {
    const { target, cache, drafter, seams } = this.parts
    if (prompt.length === 0) throw new Error('a prompt needs a token, <bos> at least')
    cache.clear()
    this.parts.opened(cache)
    drafter?.reset()
    this.text = [...prompt]
    this.promptLength = prompt.length
    this.rounds = 0
    this.hasEnded = false
    for (let first = 0; first < prompt.length - 1; first += target.mostRows) {
      const tokens = prompt.slice(first, Math.min(first + target.mostRows, prompt.length - 1))
      target.embed(tokens)
      target.runLayers(cache, { tokens, first, sight: 'causal' }, { from: 0, until: target.shape.layers }, seams)
      this.keepStates(
        first,
        Array.from(tokens, (_, row) => row),
      )
      this.heard(tokens.length)
      if (first + target.mostRows >= prompt.length - 1) this.parts.settled(cache, 'prefill')
    }
  }

  /** One round of at most `room` tokens. */
  round(room: number, luck: Luck): void {
    const { kernels, target, sampling, drafter, rule, isOracle } = this.parts
    const { draft, outcome, p } = this
    const { vocab } = target.shape
    const round = this.rounds++
    const first = this.text.length - 1
    draft.begin(this.text[first])
    // The target adds a token of its own, so a draft may take one less than there is room for.
    drafter?.propose(this.text, draft, room - 1, { draw: (node) => luck.draft(round, node) })
    this.pass(first)
    for (let row = 0; row < draft.count; row++)
      distribution(kernels, { logits: target.logits, at: row * vocab, vocab }, sampling, p, row * vocab)
    this.used.set(p.subarray(0, draft.count * vocab))
    const roundLuck = { accept: (row: number) => luck.accept(round, row), emit: () => luck.emit(round) }
    verify(draft, this.used, rule, roundLuck, outcome)
    if (isOracle) cutAfterRejection(draft, outcome)
    drafter?.settle?.(draft, outcome)
    const kept = [0, ...outcome.path]
    this.keepStates(first, kept)
    this.parts.cache.keepPath(
      first,
      kept.map((row) => first + row),
    )
    for (const { token } of outcome.emitted) this.text.push(token)
    this.hasEnded = outcome.hasEnded
    this.parts.settled(this.parts.cache, 'decode')
  }

  /** One pass of the target over the root and the draft; the layers a drafter has done already are not done again. */
  private pass(first: number): void {
    const { target, cache, drafter, seams } = this.parts
    const { draft } = this
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
    const { dim } = this.parts.target.shape
    const { stream } = this.parts.target
    for (const [i, row] of rows.entries())
      this.features.set(stream.subarray(row * dim, (row + 1) * dim), (first + i) * dim)
    const last = first + rows.length - 1
    this.lastState.set(this.features.subarray(last * dim, (last + 1) * dim))
  }
}

/** Nothing to say for a chain: it is a plain sequence. */
function treeOf(draft: Draft, first: number): Partial<Chunk> {
  let isChain = true
  for (let row = 1; row < draft.count; row++) if (draft.parent[row] !== row - 1) isChain = false
  if (isChain) return {}
  const parents = Int32Array.from(draft.parent.subarray(0, draft.count), (parent) => first + parent)
  const positions = Int32Array.from(draft.depth.subarray(0, draft.count), (depth) => first + depth)
  return { tree: { from: first, parents }, positions }
}

function cutAfterRejection(draft: Draft, outcome: Outcome): void {
  let last = 0
  for (let row = 1; row < draft.count; row++) if (outcome.verdict[row] !== Verdict.discarded) last = row
  draft.passes -= draft.count - 1 - last
  draft.rows -= draft.count - 1 - last
  draft.count = last + 1
  draft.stop = 'threshold'
}
