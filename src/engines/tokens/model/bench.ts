/** The models of one run, unpacked into one memory: what decoders are built from. */
import { onceFor } from '../../../kernel/once.ts'
import { failure, type Result, success } from '../../../kernel/problem.ts'
import type { Feed } from '../contracts/feed.ts'
import type { Kernels } from '../contracts/kernels.ts'
import type { ModelShape } from '../contracts/shape.ts'
import type { WeightFile } from '../contracts/weight-file.ts'
import type { Reform } from '../contracts/weights.ts'
import { createPlainKernels } from '../kernels/plain.ts'
import { createSimdKernels } from '../kernels/simd.ts'
import { createTokenizer, type Tokenizer } from '../text/tokenizer.ts'
import type { TokenAssets } from './assets.ts'
import { KvCache } from './kv-cache.ts'
import { WorkMeter } from './meter.ts'
import { Transformer } from './transformer.ts'
import { readWeightFile } from './weight-file.ts'
import { floatsOf, unpackWeights } from './weights.ts'

/** Rows of one pass, and entries of one cache: a text of 256 tokens, a full draft, and some air. */
export const MOST_ROWS = 64
/** A model that sees both ways takes a whole text in one pass. */
export const WHOLE_TEXT = 256
export const CAPACITY = 384

export interface Bench {
  readonly kernels: Kernels
  /** Counts the work of all its models. */
  readonly meter: WorkMeter
  readonly tokenizer: Tokenizer
  readonly files: Readonly<Record<string, WeightFile>>
  /** A transformer by the name of its file; the same one each time. */
  transformer(name: string): Transformer
  cacheFor(model: { readonly shape: ModelShape }): KvCache
}

interface BenchOptions {
  readonly spareCaches: number
  /** Texts that are written at a time: each has caches of its own. */
  readonly texts?: number
  /** Most rows of a pass. */
  readonly rows?: number
  /** The oracle's kernels, where they are wanted. */
  readonly kernels?: 'plain'
  /** Listens to what matrices of a model are fed, by the model's name. */
  /** What becomes of a model's weights before they are packed, by its name. */
  readonly reforms?: Readonly<Record<string, Reform>>
  readonly feeds?: Readonly<Record<string, Feed>>
}

/** `names`: the files of this run. `spareCaches`: caches of the target's shape beside one for each transformer, for each text. */
export function openBench(
  assets: TokenAssets,
  names: readonly string[],
  { spareCaches, texts = 1, rows = MOST_ROWS, kernels: wanted, reforms = {}, feeds = {} }: BenchOptions,
): Result<Bench> {
  const files: Record<string, WeightFile> = {}
  for (const name of names) {
    const bytes = assets.weights[name]
    if (bytes === undefined) return missing(name)
    const expected = assets.manifest.models[name]?.crc32 ?? null
    const read = onceFor(bytes, { key: JSON.stringify(['file', name, expected]) }, () =>
      readWeightFile(name, bytes, expected),
    )
    if (!read.ok) return read
    files[name] = read.value
  }
  const floats = Object.values(files).reduce((sum, file) => sum + texts * roomOf(file, spareCaches, rows), 0)
  const kernels = (wanted === 'plain' ? null : createSimdKernels(floats)) ?? createPlainKernels()
  const open = new Map<string, Transformer>()
  const meter = new WorkMeter()
  return success({
    ...{ kernels, meter },
    tokenizer: onceFor(assets.merges, { key: 'tokenizer' }, () => createTokenizer(assets.merges)),
    files,
    transformer(name) {
      const known = open.get(name)
      if (known !== undefined) return known
      const model = new Transformer(kernels, unpackWeights(kernels, reforms[name]?.(files[name]) ?? files[name]), {
        mostRows: rows,
        capacity: CAPACITY,
        meter,
        ...(feeds[name] && { feed: feeds[name] }),
      })
      open.set(name, model)
      return model
    },
    cacheFor: ({ shape }) => new KvCache(kernels, shape, CAPACITY),
  })
}

/** Weights, scratch and caches. Heads have no shape of their own and little scratch. */
function roomOf(file: WeightFile, spareCaches: number, rows: number): number {
  const { shape } = file.header
  const scratch = 8 * 1024
  if (shape === undefined) return floatsOf(file) + scratch
  const caches = (1 + spareCaches) * KvCache.floats(shape, CAPACITY)
  return floatsOf(file) + Transformer.floats(shape, rows, CAPACITY) + rows * 2 * shape.dim + caches + scratch
}

const missing = (name: string): Result<never> =>
  failure({
    code: 'missing-weights',
    message: `The weights of “${name}” are not here.`,
    remedy: 'Check the connection and load the page again; everything else in the lab works without them.',
    path: 'setup.decoder',
  })
