/**
 * Calibration: what one pass of the model over texts that nobody is judged by has left behind. Texts come from a seed of their own, so that
 * the same weights have the same calibration in every run, wherever it is made; it is made once.
 */
import type { InputSite } from './feed.ts'

export interface CalibrationTexts {
  /** Kind of text, or `mixed`. */
  readonly domain: string
}

/** Of queries and keys after their rotation, by channel: (layers, kvHeads, headDim). */
export interface HeadMoments {
  /** Means of |q × k| of a token with itself, of |q| and of |k|; query heads of a group together. */
  readonly products: Float64Array
  readonly queries: Float64Array
  readonly keys: Float64Array
  /** Mean variance of q × k over the keys that a query sees: what a channel does to tell them apart. */
  readonly spreads: Float64Array
  /** Smallest and largest key. */
  readonly lowest: Float32Array
  readonly highest: Float32Array
}

/** Of what matrices are fed. */
export interface InputMoments {
  readonly width: number
  /** Mean |x| by channel. */
  readonly mean: Float64Array
  /** Some of the rows themselves: (rows, width). */
  readonly samples: Float32Array
  readonly rows: number
}

export interface Calibration {
  /** Tokens that were read. */
  readonly tokens: number
  readonly heads: HeadMoments
  input(layer: number, site: InputSite): InputMoments
}

export type Calibrate = (texts: CalibrationTexts) => Calibration
