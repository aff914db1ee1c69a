/**
 * What passes of models really read and ran, in bits and products of the small models themselves. It is counted where it happens;
 * modelled time and the figures of a run are made of it.
 */
import type { Matrix } from './kernels.ts'

/** Where a matrix stands: of a large model these parts have other proportions than of a small one. */
export type WeightKind = 'attention' | 'feedForward' | 'head'

export interface Work extends Readonly<Omit<Counts, 'loads'>> {
  /** Bits of weights that were read: a pass reads a matrix once, however many rows it has. */
  readonly weights: Readonly<Record<WeightKind, number>>
  /** Products of a weight with a number: every weight of a matrix for every row that went through it. */
  readonly products: Readonly<Record<WeightKind, number>>
  readonly loads: readonly ExpertLoads[]
}

/** What a layer's rows asked of a cache of experts. */
export interface ExpertLoads {
  /** Experts that some row goes to, and those of them that lay in memory. */
  readonly asked: number
  readonly held: number
  /** Experts that were fetched on a guess, and those of them that were asked for; and what had to be fetched besides. */
  readonly guessed: number
  readonly foretold: number
  readonly waited: number
}

interface Counts {
  /** Layers that passes ran, and rows that went through them. */
  layers: number
  tokenLayers: number
  /** By layer and pass: experts that there are, and those that some row chose; 1 and 1 of a dense layer. And choices of rows. */
  expertsThere: number
  expertsRead: number
  expertRows: number
  /** Bits of keys and values that were read, bounds of rounded groups included, and bits read to find out which. */
  kvBits: number
  indexBits: number
  /** Products of attention: of a query with a key and of a weight with a value, number by number. */
  pairs: number
  /** By layer and pass, in their order; empty where all experts lie in memory. */
  loads: ExpertLoads[]
}

/** Counts the work of all models of a bench. */
export interface Meter extends Counts {
  /** Number of the pass in hand: what caches have been marked with is not read again in it. */
  readonly pass: number
  /** One pass begins, whose rows come in several pieces; each matrix and each entry counts once until `release`. */
  hold(): void
  release(): void
  /** A pass, or a piece of one, begins. */
  start(): void
  /** Rows go through a matrix; whether it is read for the first time in this pass. */
  read(kind: WeightKind, matrix: Matrix, rows: number): boolean
  /** What was counted since it was taken last. */
  take(): Work
}
