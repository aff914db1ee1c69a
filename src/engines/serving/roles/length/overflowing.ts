/**
 * Overflowing answers: most are ordinary, and for a share of the prompts the model goes on and on, a good part of them until it is cut
 * at the cap. A reminder to be concise, where there is one, shortens the answers of those prompts on which the model heeds it.
 *
 * Prompts may be asked several times: what they have in common is how long the model goes on about them (`alike`), and not the luck
 * of each answer. Whether a prompt overflows belongs to the prompt.
 *
 * Source: BenchOverflow (2026): right-shifted, heavy tails under a 5,000-token budget, answers at the cap, and a fixed conciseness reminder
 * that shortens most of them. The distributions are ours: no table of it was available. Names and texts of its prompts are not used.
 */
import * as z from 'zod'
import { normal } from '../../../../kernel/distributions.ts'
import { createDraws } from '../../../../kernel/draws.ts'
import { exp } from '../../../../kernel/math.ts'
import { defineLength } from '../../contracts/length.ts'
import { wholeTokens } from './whole-tokens.ts'

const fraction = (label: string, value: number, help: string, level: 'basic' | 'advanced' = 'basic') =>
  z
    .number()
    .min(0)
    .max(1)
    .default(value)
    .meta({ label, unit: 'fraction', help, slider: [0, 1], level })
const median = (label: string, value: number, help: string) =>
  z
    .int()
    .min(1)
    .max(100_000)
    .default(value)
    .meta({ label, unit: 'tokens', help, slider: [16, 8192], scale: 'log' })
const spread = (label: string, value: number) =>
  z
    .number()
    .min(0)
    .max(3)
    .default(value)
    .meta({
      label,
      unit: '',
      help: 'How wide lengths spread, σ of the logarithm: more makes the tail longer.',
      slider: [0, 2],
      level: 'advanced',
    })

const knobs = z.strictObject({
  median: median('Ordinary median', 180, 'Half of the ordinary answers are shorter.'),
  sigma: spread('Ordinary spread', 0.9),
  share: fraction('Overflowing share', 0.1, 'Prompts on which the model goes on and on.'),
  overflowMedian: median(
    'Overflowing median',
    1500,
    'Half of the overflowing answers that end by themselves are shorter.',
  ),
  overflowSigma: spread('Overflowing spread', 0.6),
  capShare: fraction('Ends at the cap', 0.25, 'Overflowing answers that do not end by themselves.'),
  cap: median('Cap', 5000, 'Longest answer: it is cut there.'),
  heeds: fraction(
    'Heeds the reminder',
    0,
    'Overflowing prompts on which a reminder to be concise works; 0 without a reminder.',
  ),
  reminder: fraction(
    'Reminder shortens to',
    0.6,
    'Length of an answer with a heeded reminder, of that without.',
    'advanced',
  ),
  repeats: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .meta({
      label: 'Times asked',
      unit: '',
      help: 'Requests in a row with the same prompt.',
      slider: [1, 10],
      level: 'advanced',
    }),
  alike: fraction(
    'Alike',
    0.5,
    'How much of the spread of lengths is the prompt’s, and not each answer’s.',
    'advanced',
  ),
})

export const overflowing = defineLength({
  id: 'overflowing',
  role: 'length',
  title: 'Overflowing',
  help: 'Mostly ordinary answers, and a share that goes on and on, some of it until the cap.',
  source: 'BenchOverflow',
  knobs,
  create: (set, { draws, purpose }) => {
    const tokens = lengthsOf(set, (use) => draws.stream(`${purpose}-${use}`))
    return {
      tokens,
      // The mean has no short form with both caps: that of 4,096 draws of its own is within 2 %. They take 2 ms: drawn when asked.
      get mean() {
        const own = createDraws(0)
        const sample = lengthsOf(set, (use) => own.stream(use))
        let sum = 0
        for (let index = 0; index < 4096; index++) sum += sample(index)
        return sum / 4096
      },
    }
  },
})

type Uniform = { at(a: number, b?: number): number }

function lengthsOf(set: z.output<typeof knobs>, stream: (use: string) => Uniform): (index: number) => number {
  const [kind, end, heed, ofPrompt, ofAnswer] = ['kind', 'end', 'heed', 'prompt', 'answer'].map(stream)
  const shared = Math.sqrt(set.alike)
  const own = Math.sqrt(1 - set.alike)
  return (index) => {
    const prompt = Math.floor(index / set.repeats)
    const z = shared * normal(ofPrompt.at(prompt)) + own * normal(ofAnswer.at(index))
    if (kind.at(prompt) >= set.share) return wholeTokens(Math.min(set.cap, set.median * exp(set.sigma * z)))
    const free = end.at(index) < set.capShare ? set.cap : set.overflowMedian * exp(set.overflowSigma * z)
    const shortened = heed.at(prompt) < set.heeds ? set.reminder : 1
    return wholeTokens(Math.min(set.cap, shortened * Math.min(set.cap, free)))
  }
}
