/**
 * Knob of every gate: how many layers are drawn. Layers of a model differ by chance only (each has its own popular
 * experts), so a few of them stand for all: 4 of 58 layers have the mean of unique experts within
 * 0.5 % and the pairs of the busiest of 32 ranks within 4 % (256 experts, 8 active, batches of 32, six seeds).
 */
import * as z from 'zod'
import { MOST_EXPERT_LAYERS } from '../../cost/work.ts'

export const layersKnob = z
  .int()
  .min(1)
  .max(MOST_EXPERT_LAYERS)
  .default(4)
  .meta({
    label: 'Layers drawn',
    unit: 'layers',
    help: 'Layers whose experts are drawn, standing for all; raising it raises fidelity and the time a run takes.',
    level: 'advanced',
    slider: [1, 16],
  })
