/**
 * The fits that the catalogue ships, and which of them stands for a device that has none of its own: the nearest generation's. What
 * was fitted elsewhere extrapolates by the data sheet, and is said to.
 */
import shipped from './kernel-fits.json' with { type: 'json' }

export type FitValues = Readonly<Record<string, number>>

export interface FitError {
  readonly rows: number
  readonly median: number
  readonly mean: number
  readonly p90: number
  readonly bias: number
}

export interface FitRecord {
  readonly values: FitValues
  /** Rows that were fitted, the error on them, and on the rows that were kept apart. */
  readonly fitted: FitError
  readonly heldOut: FitError
  /** p10 and p90 of measured / predicted over the fitted rows, and the share of those kept apart that lie between. */
  readonly band: readonly [number, number]
  readonly covered: number
  /** Least and most of each size that was measured: beyond, the fit extrapolates. Empty where rows are whole runs. */
  readonly range: Readonly<Record<string, readonly [number, number]>>
}

/** Device, family, kind. */
export type ShippedFits = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, FitRecord>>>>>>

export const shippedFits: ShippedFits = shipped.fits as unknown as ShippedFits

/** Whose fits a device takes where it has none, nearest first: of its generation, then of the one before. */
const NEAREST: Readonly<Record<string, readonly string[]>> = {
  'h200-sxm': ['h100-sxm'],
  h20: ['h100-sxm'],
  'b200-sxm': ['h100-sxm'],
  'rtx-3090': ['rtx-4090', 'a100-80gb-sxm'],
  l40s: ['rtx-4090', 'h100-sxm'],
  'rtx-4070-laptop': ['rtx-4090'],
}
const LAST = ['h100-sxm', 'a100-80gb-sxm', 'rtx-4090']
/** Kinds that stand for others. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  fp8: ['fp8_block', 'bf16'],
  fp8_block: ['fp8', 'bf16'],
  int8: ['fp8', 'bf16'],
  bf16: ['fp8'],
}

export interface FoundFit {
  readonly record: FitRecord
  /** Where it was fitted. */
  readonly device: string
  readonly kind: string
}

/** Whether a device is the other one, or of its generation: what was fitted there was scaled within its own kind. */
export const isAlike = (device: string, other: string): boolean => device === other || NEAREST[device]?.[0] === other

/** Whether anything of a family was fitted on the device itself. */
export const hasOwnFit = (device: string, family: string, fits: ShippedFits = shippedFits): boolean =>
  fits[device]?.[family] !== undefined

export function findFit(
  device: string,
  family: string,
  kind: string,
  fits: ShippedFits = shippedFits,
): FoundFit | null {
  const devices = [...new Set([device, ...(NEAREST[device] ?? []), ...LAST])]
  const kinds = [kind, ...(ALIKE[kind] ?? ['bf16'])]
  for (const one of devices)
    for (const like of kinds) {
      const record = fits[one]?.[family]?.[like]
      if (record) return { record, device: one, kind: like }
    }
  for (const one of devices) {
    const [first] = Object.entries(fits[one]?.[family] ?? {})
    if (first) return { record: first[1], device: one, kind: first[0] }
  }
  return null
}
