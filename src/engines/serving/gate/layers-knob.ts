/**
 * Knob of every gate: how many layers are drawn. Layers of a model differ by chance only (each has its own popular
 * experts), so a few of them stand for all: with 4 of 58 layers the mean of unique experts is off by about 1 %.
 */
import * as z from 'zod'
import { MOST_EXPERT_LAYERS } from '../cost/work.ts'

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
