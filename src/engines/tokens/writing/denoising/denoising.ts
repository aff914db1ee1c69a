/**
 * Writes by denoising: a stretch of masks behind the prompt is filled in, several places a step, in whatever order the model is
 * sure of. Its output is shifted as the target's is: place i − 1 tells token i.
 *
 * Caches are approximations, as in Fast-dLLM: with free attention a text before depends on what comes after, and a cached one
 * does not know of it. With block-causal attention no row looks behind its block, and the prefix cache is exact to the bit. The
 * shipped model was trained both ways, with blocks of 8, 16 and 32; of other lengths it has seen none.
 */
import { log } from '../../../../kernel/math.ts'
import type { KvEntries } from '../../contracts/cache.ts'
import type { BlockView, Candidate, Commit } from '../../contracts/commit.ts'
import type { Kernels } from '../../contracts/kernels.ts'
import type { Model, Sight } from '../../contracts/model.ts'
import type { Sampling } from '../../contracts/sampling.ts'
import type { Luck, Step, StepRecord, Writing, WrittenToken } from '../../contracts/writing.ts'
import { entropyOf } from '../../sampling/entropy.ts'
import { distribution, drawFrom } from '../../sampling/sampling.ts'
import { Special } from '../../text/tokenizer.ts'
import { explainDenoising } from './words.ts'

export interface DenoisingParts {
  readonly kernels: Kernels
  readonly model: Model
  readonly cache: KvEntries
  readonly sampling: Sampling
  /** Whether the learned sink is there. */
  readonly sink: boolean
  readonly commit: Commit
  /** Tokens that are filled in together before the next ones are looked at. */
  readonly block: number
  /** What is not computed again: nothing, what stands before the block, or also what stands behind it. */
  readonly caching: 'none' | 'prefix' | 'dual'
  /** Whether a place sees everything, or nothing behind its block. */
  readonly attention: 'free' | 'block-causal'
}

export class Denoising implements Writing {
  text: number[] = []
  promptLength = 0
  readonly cache: KvEntries
  readonly drafts = false
  private steps = 0
  private readonly parts: DenoisingParts
  private readonly p: Float32Array
  private blockStart = 0
  private isFreshBlock = true
  /** What was filled in so far, by place. */
  private readonly filled = new Map<number, WrittenToken>()
  /** What stood in front at masked places when they were last looked at. */
  private readonly seen = new Map<number, Candidate>()

  constructor(parts: DenoisingParts) {
    this.parts = parts
    this.cache = parts.cache
    this.p = new Float32Array(parts.model.shape.vocab)
  }

  /** A prompt and so many masks behind it. It is read with every step, so nothing is computed before the first. */
  begin(prompt: readonly number[], output: number): null {
    this.cache.clear()
    this.text = [...prompt, ...new Array<number>(output).fill(Special.mask)]
    this.promptLength = prompt.length
    this.blockStart = prompt.length
    this.isFreshBlock = true
    this.steps = 0
    this.filled.clear()
    this.seen.clear()
    return null
  }

  get isDone(): boolean {
    return this.blockStart >= this.text.length
  }

  get blocks(): { readonly tokens: number; readonly current: number } {
    const tokens = this.parts.block
    return { tokens, current: Math.floor((this.blockEnd - 1 - this.promptLength) / tokens) }
  }

  /** One pass of the model, and what is filled in after it. A text is written once its last mask is gone. */
  step(luck: Luck): Step {
    const { first, rows } = this.pass()
    const places: Candidate[] = []
    for (let place = this.blockStart; place < this.blockEnd; place++)
      if (this.text[place] === Special.mask) places.push(this.look(place, first, luck))
    const chosen = this.parts.commit.choose(places, this.block)
    let [entropies, surprises] = [0, 0]
    for (const { place, token, confidence, entropy } of chosen) {
      const surprise = -log(Math.max(confidence, 1e-30))
      this.text[place] = token
      this.filled.set(place, { token, source: 'denoised', step: this.steps, surprise, entropy })
      entropies += entropy
      surprises += surprise
    }
    this.steps++
    this.isFreshBlock = false
    while (!this.isDone && this.isBlockFull()) {
      this.blockStart = this.blockEnd
      this.isFreshBlock = true
    }
    return {
      pass: { operator: 'step', rows, work: this.parts.model.meter.take() },
      drafting: null,
      hasGrown: false,
      tried: places.length,
      kept: chosen.length,
      ...{ rejected: 0, height: 0, source: -1, stop: 'length' },
      decided: chosen.length,
      entropy: entropies / chosen.length,
      surprise: surprises / chosen.length,
      written: this.isDone ? this.inOrder() : [],
    }
  }

  explain(step: StepRecord): ReturnType<Writing['explain']> {
    return explainDenoising(step)
  }

  private get block(): BlockView {
    const filledAt = (place: number): number => this.filled.get(place)?.step ?? -1
    return { first: this.blockStart, until: this.blockEnd, step: this.steps, filledAt }
  }

  private get blockEnd(): number {
    return Math.min(this.text.length, this.blockStart + this.parts.block)
  }

  private inOrder(): readonly WrittenToken[] {
    return [...this.filled].sort(([a], [b]) => a - b).map(([, token]) => token)
  }

  /** Runs what is not cached; logits of row r are of place `first` + r. */
  private pass(): { readonly first: number; readonly rows: number } {
    const { model, caching, attention } = this.parts
    const { cache } = this
    const end = attention === 'block-causal' ? this.blockEnd : this.text.length
    // The row before the block tells its first token.
    const before = this.blockStart - 1
    if (caching === 'none' || this.isFreshBlock) {
      cache.clear()
      if (!this.parts.sink) cache.hasSink.fill(0)
      return this.run(0, end)
    }
    const until = caching === 'dual' ? this.blockEnd : end
    for (let layer = 0; layer < model.shape.layers; layer++)
      for (let kvHead = 0; kvHead < model.shape.kvHeads; kvHead++)
        cache.evict(layer, kvHead, (entry) => cache.place[entry] < before || cache.place[entry] >= until)
    return this.run(before, until)
  }

  private run(first: number, until: number): { readonly first: number; readonly rows: number } {
    const { model, attention, block } = this.parts
    const tokens = this.text.slice(first, until)
    const sight: Sight = attention === 'free' ? 'free' : { from: this.promptLength, block }
    model.forward(this.cache, { tokens, first, sight })
    return { first, rows: tokens.length }
  }

  private look(place: number, first: number, luck: Luck): Candidate {
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
    } else token = drawFrom(p, 0, vocab, luck.draft(this.steps, place))
    const before = this.seen.get(place)
    const age = before?.token === token ? before.age + 1 : 1
    const seen = {
      place,
      token,
      confidence: p[token],
      entropy: entropyOf(p),
      age,
      chance: luck.accept(this.steps, place),
    }
    this.seen.set(place, seen)
    return seen
  }

  private isBlockFull(): boolean {
    for (let place = this.blockStart; place < this.blockEnd; place++)
      if (this.text[place] === Special.mask) return false
    return true
  }
}
