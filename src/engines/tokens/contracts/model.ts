/** A model as algorithms see it: a pass over rows of tokens. */
import type { Seams } from './attention.ts'
import type { KvEntries } from './cache.ts'
import type { Matrix } from './kernels.ts'
import type { ModelShape } from './shape.ts'
import type { Meter } from './work.ts'

/** Rows that go through together. */
export interface Chunk {
  readonly tokens: ArrayLike<number>
  /** Place of the first row; the others follow it. */
  readonly first: number
  /** Where the rows are nodes of a tree: then a row sees the trunk and its own ancestors. */
  readonly tree?: Tree
  /** Position ids; absent: the places. */
  readonly positions?: ArrayLike<number>
  readonly sight: Sight
}

/** What a row sees: what stands before it, everything, or what stands before the end of its block. */
export type Sight = 'causal' | 'free' | BlockSight

/** Causal between blocks, free inside one. */
export interface BlockSight {
  /** Place where the first block begins; what stands before it is causal, as a prompt is. */
  readonly from: number
  /** Tokens of a block. */
  readonly block: number
}

/** Tokens from place `from` on are nodes; parents[place − from] is the place before a node, below `from` for the trunk. */
export interface Tree {
  readonly from: number
  readonly parents: ArrayLike<number>
}

/** A transformer that reads rows of tokens. Its buffers are those of the last pass. */
export interface Model {
  readonly shape: ModelShape
  /** Most rows of a pass. */
  readonly mostRows: number
  /** Counts what its passes read and run, and those of all models beside it. */
  readonly meter: Meter
  /** (rows, dim): the residual stream. */
  readonly stream: Float32Array
  /** (rows, vocab), as the last `head` left them. */
  readonly logits: Float32Array
  embed(tokens: ArrayLike<number>): void
  /** Layers [from, until) of the rows whose residual stream stands in `stream`. */
  runLayers(cache: KvEntries, chunk: Chunk, range: { from: number; until: number }, seams?: Seams): void
  /** Logits of `rows` rows of the stream from row `at` on; of an exit after layer `exit` (1 …) where that is given. */
  head(at: number, rows: number, exit?: number): Float32Array
  /** From tokens to logits of every row. */
  forward(cache: KvEntries, chunk: Chunk, seams?: Seams): Float32Array
}

/** Both ends of a model: what its tokens are turned into, and what its last states are read with. */
export interface ModelEnds {
  readonly shape: ModelShape
  /** (vocab, dim), row by row: what a token is turned into. */
  readonly embedding: Float32Array
  /** The same matrix, packed: what a hidden state is compared with (tied embeddings). */
  readonly unembedding: Matrix
  readonly norm: Float32Array
}
