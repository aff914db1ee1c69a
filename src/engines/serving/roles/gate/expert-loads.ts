/**
 * Tokens per expert of one iteration, layer by layer, and what the cost model wants to know of them. Only cells that got
 * a token are visited: 16 streams touch at most 128 of the 256 experts of a layer.
 *
 * Filled and read within one event of the clock, so it is no state of the simulation and in no checkpoint.
 */
import type { ExpertWork } from '../../contracts/gate.ts'

export interface ExpertLoadsShape {
  readonly layers: number
  readonly experts: number
  /** Expert-parallel ranks; expert e lives on rank ⌊e × ranks / experts⌋. */
  readonly ranks: number
}

export class ExpertLoads {
  private readonly layers: number
  private readonly experts: number
  private readonly ranks: number
  /** (layers, experts) pairs of a token and an expert. */
  private readonly pairs: Int32Array
  /** (layers, experts + 1) experts of the layer that have any, in the order they came, `touchedCount` of them. */
  private readonly touched: Int32Array
  private readonly touchedCount: Int32Array
  private readonly rankOf: Int32Array
  private readonly rankUnique: Int32Array
  private readonly rankPairs: Int32Array

  constructor({ layers, experts, ranks }: ExpertLoadsShape) {
    this.layers = layers
    this.experts = experts
    this.ranks = ranks
    this.pairs = new Int32Array(layers * experts)
    this.touched = new Int32Array(layers * (experts + 1))
    this.touchedCount = new Int32Array(layers)
    this.rankOf = new Int32Array(experts).map((_, e) => Math.floor((e * ranks) / experts))
    this.rankUnique = new Int32Array(ranks)
    this.rankPairs = new Int32Array(ranks)
  }

  /** Forgets what was added and not reported. */
  clear(): void {
    for (let layer = 0; layer < this.layers; layer++) {
      const row = layer * this.experts
      for (let i = 0; i < this.touchedCount[layer]; i++) this.pairs[row + this.touched[row + layer + i]] = 0
      this.touchedCount[layer] = 0
    }
  }

  /** One token goes to each of the experts. */
  addToken(layer: number, experts: Int32Array): void {
    const { pairs, touched } = this
    const row = layer * this.experts
    let count = this.touchedCount[layer]
    for (let i = 0; i < experts.length; i++) {
      const expert = experts[i]
      const before = pairs[row + expert]
      pairs[row + expert] = before + 1
      // Written always, counted when it is the first (0 − 1 has its top bit set): no branch to guess wrong.
      touched[row + layer + count] = expert
      count += (before - 1) >>> 31
    }
    this.touchedCount[layer] = count
  }

  /** `tokens` (at least 1) go to one expert. */
  addTokens(layer: number, expert: number, tokens: number): void {
    const row = layer * this.experts
    if (this.pairs[row + expert] === 0) this.touched[row + layer + this.touchedCount[layer]++] = expert
    this.pairs[row + expert] += tokens
  }

  /**
   * Fills `work`, adds the pairs to `grid` (layers, experts) and starts afresh. The most unique experts and the most pairs
   * may be of two different ranks.
   */
  report(work: ExpertWork, grid: Float64Array | null): void {
    const { pairs, touched, rankOf, rankUnique, rankPairs } = this
    work.layers = this.layers
    for (let layer = 0; layer < this.layers; layer++) {
      const row = layer * this.experts
      const count = this.touchedCount[layer]
      rankUnique.fill(0)
      rankPairs.fill(0)
      for (let i = 0; i < count; i++) {
        const expert = touched[row + layer + i]
        const load = pairs[row + expert]
        pairs[row + expert] = 0
        rankUnique[rankOf[expert]] += 1
        rankPairs[rankOf[expert]] += load
        if (grid !== null) grid[row + expert] += load
      }
      let peakUnique = 0
      let peakPairs = 0
      for (let rank = 0; rank < this.ranks; rank++) {
        if (rankUnique[rank] > peakUnique) peakUnique = rankUnique[rank]
        if (rankPairs[rank] > peakPairs) peakPairs = rankPairs[rank]
      }
      this.touchedCount[layer] = 0
      work.unique[layer] = count
      work.peakUnique[layer] = peakUnique
      work.peakPairs[layer] = peakPairs
    }
  }
}
