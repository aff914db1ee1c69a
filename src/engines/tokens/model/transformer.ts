/**
 * A decoder-only transformer, from tokens to logits, as it is read in a textbook: embedding, then per layer attention and a
 * feed-forward block around a residual stream, then the unembedding. RMSNorm, rotary positions, grouped queries, SwiGLU;
 * two things of its own: a key carries a share of the key before (smear), and each head has a learned sink.
 *
 * Rows of a chunk are computed with sums in the order a single row has, so prefill in chunks, verification of a draft, and
 * decoding one by one give the same bits. Three seams let others look in and change what happens (`Seams`).
 */
import { InvariantError } from '../../../kernel/problem.ts'
import type { AttentionSite, Seams } from '../contracts/attention.ts'
import type { Feed, InputSite, MatrixInput } from '../contracts/feed.ts'
import type { Kernels } from '../contracts/kernels.ts'
import type { Chunk, Tree } from '../contracts/model.ts'
import type { ModelShape } from '../contracts/shape.ts'
import type { Meter } from '../contracts/work.ts'
import { PANEL } from '../kernels/kernels.ts'
import { Gating } from './gating.ts'
import type { KvCache } from './kv-cache.ts'
import { type RopeTable, ropeTable, rotate } from './rope.ts'
import { kvDimOf } from './shape.ts'
import { hiddenBehind } from './sight.ts'
import type { FeedForward, Layer, Weights } from './weights.ts'

const NO_SEAMS: Seams = {}

interface Room {
  readonly mostRows: number
  /** Entries of a head. */
  readonly capacity: number
  /** Shared by models whose work is counted together. */
  readonly meter: Meter
  /** Listens to what matrices are fed, and may change it. */
  readonly feed?: Feed
}

/** Positions that the rotation table knows; models are trained on 256. */
const MOST_POSITIONS = 2048

export class Transformer {
  readonly shape: ModelShape
  readonly weights: Weights
  readonly mostRows: number
  /** The residual stream of the rows of the last chunk: (rows, dim). */
  readonly stream: Float32Array
  /** (rows, vocab), as the last `head` left them. */
  readonly logits: Float32Array
  readonly gating: Gating
  readonly rope: RopeTable
  /** Queries of the last rows, turned to their positions: (rows, heads, headDim). */
  readonly queries: Float32Array
  readonly meter: Meter
  private readonly kernels: Kernels
  private readonly normed: Float32Array
  private readonly newKeys: Float32Array
  private readonly newValues: Float32Array
  private readonly attended: Float32Array
  private readonly hidden: Float32Array
  private readonly up: Float32Array
  private readonly site: AttentionSite
  private readonly feed: Feed | undefined
  private readonly input: MatrixInput

  constructor(kernels: Kernels, weights: Weights, { mostRows, capacity, meter, feed }: Room) {
    const { shape } = weights
    if (shape.headDim !== PANEL) throw new InvariantError(`head dimension ${shape.headDim}: the kernels know ${PANEL}`)
    const queryDim = shape.heads * shape.headDim
    this.kernels = kernels
    this.weights = weights
    this.shape = shape
    this.mostRows = mostRows
    this.meter = meter
    this.stream = kernels.allocate(mostRows * shape.dim)
    this.logits = kernels.allocate(mostRows * shape.vocab)
    this.gating = new Gating(shape, mostRows)
    this.rope = ropeTable(MOST_POSITIONS, shape.headDim, shape.ropeBase)
    this.normed = kernels.allocate(mostRows * shape.dim)
    this.queries = kernels.allocate(mostRows * queryDim)
    this.newKeys = kernels.allocate(mostRows * kvDimOf(shape))
    this.newValues = kernels.allocate(mostRows * kvDimOf(shape))
    this.attended = kernels.allocate(mostRows * queryDim)
    this.hidden = kernels.allocate(mostRows * shape.hidden)
    this.up = kernels.allocate(mostRows * shape.hidden)
    this.feed = feed
    this.input = { layer: 0, site: 'attention', x: this.normed, rows: 0, width: 0 }
    const weightsRow = kernels.allocate(capacity + 4)
    this.site = {
      layer: 0,
      head: 0,
      kvHead: 0,
      row: 0,
      rows: 0,
      first: 0,
      position: 0,
      entry: 0,
      count: 0,
      sink: 0,
      weights: weightsRow,
    }
  }

  /** Weights of the experts that each row of the last chunk chose, 0 for the others: (layers, rows, experts). */
  get gates(): Float32Array {
    return this.gating.gates
  }

  /** Floats of kernel memory beside weights and caches. */
  static floats(shape: ModelShape, mostRows: number, capacity: number): number {
    const row = 2 * shape.dim + shape.vocab + 2 * shape.heads * shape.headDim + 2 * kvDimOf(shape) + 2 * shape.hidden
    return mostRows * row + capacity + 64
  }

  /** From tokens to logits of every row. */
  forward(cache: KvCache, chunk: Chunk, seams: Seams = NO_SEAMS): Float32Array {
    this.embed(chunk.tokens)
    this.runLayers(cache, chunk, { from: 0, until: this.shape.layers }, seams)
    return this.head(0, chunk.tokens.length)
  }

  embed(tokens: ArrayLike<number>): void {
    const { dim } = this.shape
    for (let row = 0; row < tokens.length; row++)
      this.stream.set(this.weights.embedding.subarray(tokens[row] * dim, (tokens[row] + 1) * dim), row * dim)
  }

  /** Layers [from, until) of the rows whose residual stream stands in `stream`. Ends with the cache holding them. */
  runLayers(cache: KvCache, chunk: Chunk, range: { from: number; until: number }, seams: Seams = NO_SEAMS): void {
    const rows = chunk.tokens.length
    if (rows > this.mostRows) throw new InvariantError(`${rows} rows, and there is room for ${this.mostRows}`)
    this.meter.start()
    for (let layer = range.from; layer < range.until; layer++) {
      if (seams.layerGate?.(layer) === false) continue
      const weights = this.weights.layers[layer]
      this.attention(weights, layer, cache, chunk, seams)
      this.feedForward(weights, layer, chunk)
      this.meter.tokenLayers += rows
    }
    cache.length = Math.max(cache.length, chunk.first + rows)
  }

  /** Logits of `rows` rows of the stream from row `at` on; of an exit after layer `exit` (1 …) where that is given. */
  head(at: number, rows: number, exit?: number): Float32Array {
    const { dim } = this.shape
    const gain = exit === undefined ? this.weights.norm : this.weights.exitNorms[exit - 1]
    this.kernels.norm(this.normed, this.stream, at * dim, gain, rows)
    this.kernels.matmul(this.logits, 0, this.normed, 0, this.weights.unembedding, rows, false)
    this.meter.read('head', this.weights.unembedding, rows)
    return this.logits
  }

  private attention(weights: Layer, layer: number, cache: KvCache, chunk: Chunk, seams: Seams): void {
    const { kernels, shape } = this
    const rows = chunk.tokens.length
    kernels.norm(this.normed, this.stream, 0, weights.attentionNorm, rows)
    if (this.feed) this.fed(layer, 'attention', this.normed, rows)
    kernels.matmul(this.queries, 0, this.normed, 0, weights.query, rows, false)
    kernels.matmul(this.newKeys, 0, this.normed, 0, weights.key, rows, false)
    kernels.matmul(this.newValues, 0, this.normed, 0, weights.value, rows, false)
    this.append(weights, layer, cache, chunk)
    seams.appended?.(cache, layer, chunk.first, rows)
    const { heads, headDim, kvHeads } = shape
    for (let row = 0; row < rows; row++) {
      const position = chunk.positions?.[row] ?? chunk.first + row
      for (let head = 0; head < heads; head++) {
        const at = (row * heads + head) * headDim
        rotate({ x: this.queries, at, from: this.queries, fromAt: at }, headDim, this.rope, position)
      }
      this.site.position = position
      for (let head = 0; head < heads; head++)
        this.attend(cache, chunk, { layer, head, kvHead: Math.floor((head * kvHeads) / heads), row }, weights, seams)
    }
    if (this.feed) this.fed(layer, 'out', this.attended, rows)
    kernels.matmul(this.stream, 0, this.attended, 0, weights.out, rows, true)
    this.count(weights, rows)
    if (!isPicky(chunk, seams)) this.countEntries(cache, layer)
  }

  /** What a layer's attention took of its weights. */
  private count({ query, key, value, out, experts }: Layer, rows: number): void {
    const { meter } = this
    if (meter.read('attention', query, rows)) {
      meter.layers++
      meter.expertsThere += experts.length
    }
    meter.read('attention', key, rows)
    meter.read('attention', value, rows)
    meter.read('attention', out, rows)
  }

  /** The rows of a chunk together see every entry of a layer. */
  private countEntries(cache: KvCache, layer: number): void {
    const { meter, shape } = this
    for (let kvHead = 0; kvHead < shape.kvHeads; kvHead++) {
      const list = cache.list(layer, kvHead)
      const base = list * cache.capacity
      const end = base + cache.counts[list]
      for (let entry = base; entry < end; entry++) meter.kvBits += cache.bitsRead(list, entry, meter.pass)
    }
  }

  /** Keys get their share of the key before and are rotated; values stay as they are. */
  private append({ smear }: Layer, layer: number, cache: KvCache, { tokens, first, tree, positions }: Chunk): void {
    const { fround } = Math
    const { kvHeads, headDim } = this.shape
    const kvDim = kvHeads * headDim
    for (let row = 0; row < tokens.length; row++) {
      const place = first + row
      const parent = tree ? tree.parents[place - tree.from] : place - 1
      const bare = (layer * cache.capacity + place) * kvDim
      const before = parent < 0 ? bare : (layer * cache.capacity + parent) * kvDim
      cache.bareKeys.set(this.newKeys.subarray(row * kvDim, (row + 1) * kvDim), bare)
      const position = positions?.[row] ?? place
      for (let kvHead = 0; kvHead < kvHeads; kvHead++) {
        const entry = cache.append(layer, kvHead, place, position) * headDim
        for (let d = 0; d < headDim; d++) {
          const channel = kvHead * headDim + d
          const share = smear[channel]
          cache.rawKeys[entry + d] = fround(
            fround(fround(1 - share) * cache.bareKeys[bare + channel]) +
              fround(share * cache.bareKeys[before + channel]),
          )
          cache.values[entry + d] = this.newValues[row * kvDim + channel]
        }
        rotate({ x: cache.keys, at: entry, from: cache.rawKeys, fromAt: entry }, headDim, this.rope, position)
      }
    }
  }

  private attend(
    cache: KvCache,
    chunk: Chunk,
    { layer, head, kvHead, row }: { layer: number; head: number; kvHead: number; row: number },
    { sink }: Layer,
    seams: Seams,
  ): void {
    const { site } = this
    const list = cache.list(layer, kvHead)
    const rows = chunk.tokens.length
    const all = cache.counts[list]
    site.layer = layer
    site.head = head
    site.kvHead = kvHead
    site.row = row
    site.rows = rows
    site.first = chunk.first
    site.entry = list * cache.capacity
    site.count = all - hiddenBehind(chunk.sight, chunk.first + row, chunk.first, rows)
    site.sink = cache.hasSink[layer] === 1 ? sink[head] : Number.NEGATIVE_INFINITY
    if (seams.attend) seams.attend(site, () => this.attendAt(cache, chunk, seams))
    else this.attendAt(cache, chunk, seams)
  }

  private attendAt(cache: KvCache, chunk: Chunk, seams: Seams): void {
    const { site, kernels, meter } = this
    const { heads, headDim } = this.shape
    const at = (site.row * heads + site.head) * headDim
    const from = site.entry * headDim
    // 1 / √32 in float32
    kernels.scores(site.weights, this.queries, at, cache.keys, from, site.count, Math.fround(1 / Math.sqrt(headDim)))
    if (chunk.tree) hideStrangers(site, chunk.tree, chunk.first, cache)
    seams.mask?.(site)
    meter.pairs += 2 * headDim * (isPicky(chunk, seams) ? this.countSeen(cache) : site.count)
    kernels.mix(this.attended, at, site.weights, cache.values, from, site.count, site.sink)
  }

  /** Entries that a head of a row really sees, which are read once for all that see them. */
  private countSeen(cache: KvCache): number {
    const { site, meter } = this
    const list = cache.list(site.layer, site.kvHead)
    let seen = 0
    for (let i = 0; i < site.count; i++) {
      if (site.weights[i] === Number.NEGATIVE_INFINITY) continue
      meter.kvBits += cache.bitsRead(list, site.entry + i, meter.pass)
      seen++
    }
    return seen
  }

  private feedForward(weights: Layer, layer: number, chunk: Chunk): void {
    const { kernels, shape } = this
    const rows = chunk.tokens.length
    kernels.norm(this.normed, this.stream, 0, weights.feedNorm, rows)
    if (this.feed) this.fed(layer, 'feed', this.normed, rows)
    if (weights.router === null) {
      this.runExpert(weights.experts[0], 0, rows)
      if (this.feed) this.fed(layer, 'down', this.hidden, rows)
      kernels.matmul(this.stream, 0, this.hidden, 0, weights.experts[0].down, rows, true)
      return
    }
    const after = this.weights.layers[layer + 1]
    const next = after?.router ? { router: after.router, gain: after.feedNorm } : null
    const { stream, normed: x } = this
    const gates = this.gating.choose(layer, chunk, { x, stream, router: weights.router, next })
    for (let row = 0; row < rows; row++) {
      for (let expert = 0; expert < shape.experts; expert++) {
        const gate = gates[row * shape.experts + expert]
        if (gate === 0) continue
        this.runExpert(weights.experts[expert], row, 1)
        for (let i = 0; i < shape.hidden; i++) this.hidden[i] = Math.fround(this.hidden[i] * gate)
        if (this.feed) this.fed(layer, 'down', this.hidden, 1)
        kernels.matmul(this.stream, row * shape.dim, this.hidden, 0, weights.experts[expert].down, 1, true)
      }
    }
  }

  private fed(layer: number, site: InputSite, x: Float32Array, rows: number): void {
    const { dim, heads, headDim, hidden } = this.shape
    const width = site === 'down' ? hidden : site === 'out' ? heads * headDim : dim
    this.feed?.(Object.assign(this.input, { layer, site, x, rows, width }))
  }

  private runExpert(expert: FeedForward, row: number, rows: number): void {
    const { kernels, shape } = this
    const { gate, up } = expert
    this.countExpert(expert, rows)
    kernels.matmul(this.hidden, 0, this.normed, row * shape.dim, gate, rows, false)
    kernels.matmul(this.up, 0, this.normed, row * shape.dim, up, rows, false)
    kernels.gate(this.hidden, this.up, rows * shape.hidden)
  }

  private countExpert({ gate, up, down }: FeedForward, rows: number): void {
    const { meter } = this
    if (meter.read('feedForward', gate, rows)) meter.expertsRead++
    meter.read('feedForward', up, rows)
    meter.read('feedForward', down, rows)
    meter.expertRows += rows
  }
}

/** Whether rows may see less than what stands before them. */
const isPicky = ({ tree }: Chunk, { mask }: Seams): boolean => tree !== undefined || mask !== undefined

/** Of the nodes of a tree a row sees only itself and its ancestors. */
function hideStrangers(site: AttentionSite, { from, parents }: Tree, first: number, cache: KvCache): void {
  let visible = first + site.row
  for (let i = site.count - 1; i >= 0; i--) {
    const place = cache.place[site.entry + i]
    if (place < from) break
    if (place === visible) visible = parents[place - from]
    else site.weights[i] = Number.NEGATIVE_INFINITY
  }
}
