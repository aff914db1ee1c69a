/** Errors of the shipped fits, on the rows that were kept apart. */
import { shippedFits } from '../../catalog/kernel-fits.ts'
import { families } from '../../fidelity/families/index.ts'
import type { FitSummary } from '../asked/accuracy.ts'

export const fitSummaries = (): readonly FitSummary[] =>
  families.flatMap(({ id, title, validity }) =>
    Object.entries(shippedFits).flatMap(([device, byFamily]) =>
      Object.entries(byFamily[id] ?? {}).map(([kind, { heldOut, band, covered }]) => {
        const { rows, median, p90, bias } = heldOut
        return { family: id, title, validity, device, kind, rows, median, p90, bias, band, covered }
      }),
    ),
  )
