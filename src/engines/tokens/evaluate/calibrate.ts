/**
 * One pass of a model over texts that nobody is judged by: a dozen fresh passages from a seed of their own, which no prompt, no tuning and
 * no training has. What it leaves is moments by channel, and some rows of what matrices were fed.
 */
import { createDraws } from '../../../kernel/draws.ts'
import { InvariantError } from '../../../kernel/problem.ts'
import type { AttentionSite } from '../contracts/attention.ts'
import type { Calibration, CalibrationTexts, HeadMoments, InputMoments } from '../contracts/calibration.ts'
import type { InputSite, MatrixInput } from '../contracts/feed.ts'
import type { ModelShape } from '../contracts/shape.ts'
import { type Bench, MOST_ROWS } from '../model/bench.ts'
import type { KvCache } from '../model/kv-cache.ts'
import type { Transformer } from '../model/transformer.ts'
import { MIXED } from '../text/calibration-texts.ts'
import { domains } from '../text/domains/index.ts'
import { textsOf } from './texts.ts'

/** A seed that neither prompts nor training texts were made with. */
const SEED = 41
/** Texts in all, some 200 tokens each. */
const TEXTS = 10
/** Every so many tokens the rows themselves are kept. */
const STRIDE = 64

/** `open`: a bench whose model `name` tells what its matrices are fed. */
export function calibrate(
  open: (feed: (input: MatrixInput) => void) => Bench,
  name: string,
  { domain }: CalibrationTexts,
): Calibration {
  const inputs = new Map<string, InputColumn>()
  let read = 0
  const bench = open(({ layer, site, x, rows, width }) => {
    const key = keyOf(layer, site)
    const column = inputs.get(key) ?? new InputColumn(width)
    inputs.set(key, column)
    for (let row = 0; row < rows; row++) column.add(x, row * width, (read + row) % STRIDE === 0)
  })
  const model = bench.transformer(name)
  const cache = bench.cacheFor(model)
  const heads = new HeadColumn(model, cache)
  const wanted = domain === MIXED ? domains.length : 1
  const texts = textsOf(
    bench.tokenizer,
    TEXTS / wanted,
    (id) => createDraws(SEED).stream(`calibration/${id}`),
    (id) => domain === MIXED || id === domain,
  )
  if (texts.length === 0) throw new InvariantError(`no texts of ${domain} to calibrate with`)
  for (const { tokens } of texts) {
    cache.clear()
    heads.begin()
    for (let first = 0; first < tokens.length; first += MOST_ROWS) {
      const chunk = tokens.slice(first, first + MOST_ROWS)
      model.embed(chunk)
      model.runLayers(
        cache,
        { tokens: chunk, first, sight: 'causal' },
        { from: 0, until: model.shape.layers },
        { attend: heads.attend },
      )
      read += chunk.length
    }
  }
  return {
    tokens: read,
    heads: heads.moments(read),
    input(layer, site) {
      const column = inputs.get(keyOf(layer, site))
      if (column === undefined) throw new InvariantError(`nothing was fed to ${site} of layer ${layer}`)
      return column.moments()
    },
  }
}

const keyOf = (layer: number, site: InputSite): string => `${layer}/${site}`

class InputColumn {
  private readonly width: number
  private readonly sum: Float64Array
  private readonly kept: Float32Array[] = []
  private rows = 0

  constructor(width: number) {
    this.width = width
    this.sum = new Float64Array(width)
  }

  add(x: Float32Array, at: number, isKept: boolean): void {
    for (let i = 0; i < this.width; i++) this.sum[i] += Math.abs(x[at + i])
    this.rows++
    if (isKept) this.kept.push(x.slice(at, at + this.width))
  }

  moments(): InputMoments {
    const { width, sum, kept, rows } = this
    const samples = new Float32Array(kept.length * width)
    for (const [row, values] of kept.entries()) samples.set(values, row * width)
    return { width, mean: sum.map((total) => total / rows), samples, rows: kept.length }
  }
}

class HeadColumn {
  private readonly model: Transformer
  private readonly cache: KvCache
  private readonly sums: HeadMoments
  /** Of the keys of the text so far: their sums and sums of squares, by channel. */
  private readonly sum: Float64Array
  private readonly squares: Float64Array

  constructor(model: Transformer, cache: KvCache) {
    this.model = model
    this.cache = cache
    this.sums = noMoments(model.shape)
    this.sum = new Float64Array(this.sums.keys.length)
    this.squares = new Float64Array(this.sums.keys.length)
  }

  begin(): void {
    this.sum.fill(0)
    this.squares.fill(0)
  }

  /** Every row meets its own key, the last that it sees. */
  readonly attend = ({ layer, head, kvHead, row, entry, count }: AttentionSite, compute: () => void): void => {
    compute()
    const { model, cache, sums, sum, squares } = this
    const { heads, headDim, kvHeads } = model.shape
    const isFirst = head % (heads / kvHeads) === 0
    const at = cache.list(layer, kvHead) * headDim
    const q = (row * heads + head) * headDim
    const k = (entry + count - 1) * headDim
    for (let d = 0; d < headDim; d++) {
      const [query, key] = [model.queries[q + d], cache.keys[k + d]]
      sums.products[at + d] += Math.abs(query * key)
      sums.queries[at + d] += Math.abs(query)
      sums.keys[at + d] += Math.abs(key)
      sums.lowest[at + d] = Math.min(sums.lowest[at + d], key)
      sums.highest[at + d] = Math.max(sums.highest[at + d], key)
      if (isFirst) {
        sum[at + d] += key
        squares[at + d] += key * key
      }
      const mean = sum[at + d] / count
      sums.spreads[at + d] += query * query * (squares[at + d] / count - mean * mean)
    }
  }

  moments(tokens: number): HeadMoments {
    const { products, queries, keys, spreads, lowest, highest } = this.sums
    const { heads, kvHeads } = this.model.shape
    const mean = (sum: Float64Array): Float64Array => sum.map((total) => total / (tokens * (heads / kvHeads)))
    return {
      products: mean(products),
      queries: mean(queries),
      keys: mean(keys),
      spreads: mean(spreads),
      lowest,
      highest,
    }
  }
}

function noMoments({ layers, kvHeads, headDim }: ModelShape): HeadMoments {
  const count = layers * kvHeads * headDim
  return {
    products: new Float64Array(count),
    queries: new Float64Array(count),
    keys: new Float64Array(count),
    spreads: new Float64Array(count),
    lowest: new Float32Array(count).fill(Number.POSITIVE_INFINITY),
    highest: new Float32Array(count).fill(Number.NEGATIVE_INFINITY),
  }
}
