/**
 * The settings in base units, with the ideal switch applied once: operators multiply and never ask.
 */
import { type Bytes, type Fraction, type Seconds, us } from '../../../kernel/units.ts'
import type { CostSettings } from './settings.ts'

export interface Coefficients {
  readonly compute: Fraction
  readonly memory: Fraction
  readonly elementwise: Fraction
  readonly network: Fraction
  /** Of a kernel, a layer, an iteration, a collective, and of each further rank of it (× the link's own start-up). */
  readonly launch: Seconds
  readonly layer: Seconds
  readonly iteration: Seconds
  readonly collective: Seconds
  readonly rank: number
  /** Bytes that a collective behaves longer than it is: 0.6–0.8 MB, fading out below 100 kB. */
  readonly collectiveTail: Bytes
  /** Rows that an expert's tokens are padded to: 35–42 fitted on fused MoE kernels, between tiles of 32 and 64. */
  readonly expertBlock: number
}

export const coefficients = (settings: CostSettings): Coefficients =>
  settings.ideal
    ? {
        compute: 1,
        memory: 1,
        elementwise: 1,
        network: 1,
        launch: 0,
        layer: 0,
        iteration: 0,
        collective: 0,
        rank: 0,
        collectiveTail: 0,
        expertBlock: 1,
      }
    : {
        compute: settings.computeEfficiency * settings.computeFactor,
        memory: settings.memoryEfficiency * settings.memoryFactor,
        elementwise: settings.elementwiseEfficiency * settings.memoryFactor,
        network: settings.networkEfficiency * settings.networkFactor,
        launch: us(settings.launchOverheadUs),
        layer: us(settings.layerOverheadUs),
        iteration: us(settings.iterationOverheadUs),
        collective: us(settings.collectiveOverheadUs),
        rank: 1,
        collectiveTail: 700_000,
        expertBlock: 38,
      }
