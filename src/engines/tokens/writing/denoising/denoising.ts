/**
 * Writes by denoising: a stretch of masks behind the prompt is filled in, several places a step, in whatever order the model is
 * sure of. Its output is shifted as the target's is: place i − 1 tells token i.
 *
 * Caches are approximations, as in Fast-dLLM: with free attention a text before depends on what comes after, and a cached one
 * does not know of it. With block-causal attention the prefix cache is exact.
 */
import type { Kernels } from '../../kernels/kernels.ts'
import type { KvCache } from '../../model/kv-cache.ts'
import type { Transformer } from '../../model/transformer.ts'
import type { Candidate, Commit } from '../../roles/decoder/commit/commit.ts'
import { entropyOf } from '../../sampling/entropy.ts'
import { distribution, drawFrom, type Sampling } from '../../sampling/sampling.ts'
import { Special } from '../../text/tokenizer.ts'

export interface DenoiserParts {
  readonly kernels: Kernels
  readonly model: Transformer
  readonly cache: KvCache
  readonly sampling: Sampling
  readonly commit: Commit
  /** Tokens that are filled in together before the next ones are looked at. */
  readonly block: number
  /** What is not computed again: nothing, what stands before the block, or also what stands behind it. */
  readonly caching: 'none' | 'prefix' | 'dual'
  /** Whether a place sees the masks behind its block. */
  readonly attention: 'free' | 'block-causal'
}

export interface DenoisingStep {
  /** Places filled in, with the probability and entropy (nats) that the model gave there. */
  readonly filled: readonly (Candidate & { readonly entropy: number })[]
  /** Masked places that were looked at. */
  readonly looked: number
  /** Rows that went through the model. */
  readonly rows: number
}

export class Denoiser {
  text: number[] = []
  promptLength = 0
  steps = 0
  private readonly parts: DenoiserParts
  private readonly p: Float32Array
  private blockStart = 0
  private isFreshBlock = true

  constructor(parts: DenoiserParts) {
    this.parts = parts
    this.p = new Float32Array(parts.model.shape.vocab)
  }

  /** A prompt and so many masks behind it. */
  begin(prompt: readonly number[], output: number): void {
    this.parts.cache.clear()
    this.text = [...prompt, ...new Array<number>(output).fill(Special.mask)]
    this.promptLength = prompt.length
    this.blockStart = prompt.length
    this.isFreshBlock = true
    this.steps = 0
  }

  get blockTokens(): number {
    return this.parts.block
  }

  get isDone(): boolean {
    return this.blockStart >= this.text.length
  }

  get blockEnd(): number {
    return Math.min(this.text.length, this.blockStart + this.parts.block)
  }

  /** One pass of the model, and what is filled in after it. `luck` by place. */
  step(luck: (place: number) => number): DenoisingStep {
    const { commit } = this.parts
    const { first, rows } = this.pass()
    const candidates: (Candidate & { entropy: number })[] = []
    for (let place = this.blockStart; place < this.blockEnd; place++)
      if (this.text[place] === Special.mask) candidates.push(this.candidate(place, first, luck(place)))
    const filled = commit.choose(candidates) as (Candidate & { entropy: number })[]
    for (const { place, token } of filled) this.text[place] = token
    this.steps++
    this.isFreshBlock = false
    while (!this.isDone && this.isBlockFull()) {
      this.blockStart = this.blockEnd
      this.isFreshBlock = true
    }
    return { filled, looked: candidates.length, rows }
  }

  /** Runs what is not cached; logits of row r are of place `first` + r. */
  private pass(): { readonly first: number; readonly rows: number } {
    const { model, cache, caching, attention } = this.parts
    const end = attention === 'block-causal' ? this.blockEnd : this.text.length
    // The row before the block tells its first token.
    const before = this.blockStart - 1
    if (caching === 'none' || this.isFreshBlock) {
      cache.clear()
      return this.run(0, end)
    }
    const until = caching === 'dual' ? this.blockEnd : end
    for (let layer = 0; layer < model.shape.layers; layer++)
      for (let kvHead = 0; kvHead < model.shape.kvHeads; kvHead++)
        cache.evict(layer, kvHead, (entry) => cache.place[entry] < before || cache.place[entry] >= until)
    return this.run(before, until)
  }

  private run(first: number, until: number): { readonly first: number; readonly rows: number } {
    const { model, cache } = this.parts
    const tokens = this.text.slice(first, until)
    model.forward(cache, { tokens, first, sight: 'free' })
    return { first, rows: tokens.length }
  }

  private candidate(place: number, first: number, u: number): Candidate & { entropy: number } {
    const { kernels, model, sampling } = this.parts
    const { vocab } = model.shape
    const { p } = this
    const { logits } = model
    const at = (place - 1 - first) * vocab
    // A mask is no word.
    logits[at + Special.mask] = Number.NEGATIVE_INFINITY
    distribution(
      kernels,
      { logits, at, vocab },
      sampling.temperature === 0 ? { ...sampling, temperature: 1 } : sampling,
      p,
      0,
    )
    let token = 0
    if (sampling.temperature === 0) {
      for (let id = 1; id < vocab; id++) if (p[id] > p[token]) token = id
    } else token = drawFrom(p, 0, vocab, u)
    return { place, token, confidence: p[token], entropy: entropyOf(p) }
  }

  private isBlockFull(): boolean {
    for (let place = this.blockStart; place < this.blockEnd; place++)
      if (this.text[place] === Special.mask) return false
    return true
  }
}
