/**
 * Round to nearest: every group of a row has levels from its smallest to its largest weight, and no text is looked at. What a good engineer
 * does without calibration; the share of the range that is kept is a knob.
 */
import * as z from 'zod'
import { amount } from '../../../../kernel/decision.ts'
import type { StoredMatrix } from '../../contracts/weight-file.ts'
import { defineWeights } from '../../contracts/weights.ts'
import { sitesOf } from '../../weights/input-sites.ts'
import { reformed, valuesOf } from '../../weights/reformed.ts'
import { roundRows, WHOLE_BITS } from '../../weights/round-rows.ts'
import { gridKnobs } from './grid-knobs.ts'

const decisions = {
  /** The share of its range that a group keeps. */
  keeps: amount((kept: number) => kept),
}

export const rounded = defineWeights({
  id: 'rounded',
  role: 'weights',
  title: 'Rounded',
  help: 'Matrices of the layers in few bits, group by group to the nearest level; embedding and head stay as they are.',
  knobs: z.strictObject({
    ...gridKnobs,
    keeps: z.number().min(0.3).max(1).default(1).meta({
      label: 'Range kept',
      unit: '',
      help: 'Below 1 the largest weights are cut, and the others stand on a finer grid.',
      level: 'advanced',
    }),
  }),
  decisions,
  create({ bits, group, keeps }) {
    if (bits >= WHOLE_BITS) return null
    return (file) => {
      const { shape } = file.header
      if (shape === undefined) return file
      const matrices = new Map<string, StoredMatrix>()
      for (const name of sitesOf(shape).flatMap((site) => site.matrices)) {
        const matrix = file.matrix(name)
        const rows = { ...matrix, values: valuesOf(matrix) }
        matrices.set(
          name,
          roundRows(rows, { bits, group }, () => Math.min(1, decisions.keeps(keeps))),
        )
      }
      return reformed(file, { vectors: new Map(), matrices })
    }
  },
})
