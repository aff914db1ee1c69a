/**
 * Overflowing answers: most are ordinary, and for a share of the prompts the model goes on and on, a good part of them until it is cut
 * at the cap. A reminder to be concise, where there is one, shortens the answers of those prompts on which the model heeds it.
 *
 * Prompts may be asked several times: what they have in common is how long the model goes on about them (`alike`), and not the luck
 * of each answer. Whether a prompt overflows belongs to the prompt.
 *
 * Prompts that overflow may be of several kinds. The longer one makes the model go on, the more of its answers end at the cap and the
 * less a reminder does: median, share at the cap and what the reminder leaves are all times the kind's factor. With nine kinds and the
 * longest 5/3 of the middle one, medians go from 950 to 2,360 tokens, and a reminder leaves 0.38 to 0.94.
 *
 * Source: BenchOverflow (2026): nine kinds of prompts, right-shifted, heavy tails under a 5,000-token budget, answers at the cap, and a
 * fixed conciseness reminder that shortens most of them. The distributions are ours: no table of it was available. Names and texts of
 * its prompts are not used.
 */
import * as z from 'zod'
import { amount, yes } from '../../../../kernel/decision.ts'
import { normal } from '../../../../kernel/distributions.ts'
import { createDraws } from '../../../../kernel/draws.ts'
import { exp, log } from '../../../../kernel/math.ts'
import type { Fraction, Tokens } from '../../../../kernel/units.ts'
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
  kinds: z
    .int()
    .min(1)
    .max(9)
    .default(1)
    .meta({
      label: 'Kinds of prompts',
      unit: '',
      help: 'Kinds among those that overflow: more spread their lengths out.',
      slider: [1, 9],
    }),
  differ: z
    .number()
    .min(1)
    .max(4)
    .default(1.67)
    .meta({
      label: 'How kinds differ',
      unit: '',
      help: 'Answers of the longest kind over those of the middle one, and of that over the shortest; 1 makes all alike.',
      slider: [1, 3],
      level: 'advanced',
    }),
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

const decisions = {
  /** Whether the model goes on and on about a prompt. */
  overflows: yes((_prompt: number, luck: number, share: Fraction) => luck < share),
  /** Whether an overflowing answer runs into the cap. */
  runsOn: yes((_index: number, luck: number, share: Fraction) => luck < share),
  /** Whether a reminder works on a prompt that overflows. */
  heeds: yes((_prompt: number, luck: number, share: Fraction) => luck < share),
  /** What a heeded reminder leaves of an answer. */
  shortens: amount((_index: number, tokens: Tokens, share: Fraction) => tokens * share),
}

export const overflowing = defineLength({
  id: 'overflowing',
  role: 'length',
  title: 'Overflowing',
  help: 'Mostly ordinary answers, and a share that goes on and on, some of it until the cap.',
  source: 'BenchOverflow',
  knobs,
  decisions,
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

function lengthsOf(
  set: z.output<typeof knobs>,
  stream: (use: string) => Uniform,
): (index: number, prompt?: number) => number {
  const [overflow, kind, end, heed, ofPrompt, ofAnswer] = ['kind', 'way', 'end', 'heed', 'prompt', 'answer'].map(stream)
  const shared = Math.sqrt(set.alike)
  const own = Math.sqrt(1 - set.alike)
  const factors = Array.from({ length: set.kinds }, (_, i) => exp(log(set.differ) * ((2 * i + 1) / set.kinds - 1)))
  return (index, prompt = Math.floor(index / set.repeats)) => {
    const z = shared * normal(ofPrompt.at(prompt)) + own * normal(ofAnswer.at(index))
    if (!decisions.overflows(prompt, overflow.at(prompt), set.share))
      return wholeTokens(Math.min(set.cap, set.median * exp(set.sigma * z)))
    const factor = factors[Math.floor(kind.at(prompt) * set.kinds)]
    const free = decisions.runsOn(index, end.at(index), factor * set.capShare)
      ? set.cap
      : set.overflowMedian * factor * exp(set.overflowSigma * z)
    const whole = Math.min(set.cap, free)
    const isHeeded = decisions.heeds(prompt, heed.at(prompt), set.heeds)
    const said = isHeeded ? decisions.shortens(index, whole, Math.min(1, factor * set.reminder)) : whole
    return wholeTokens(Math.min(set.cap, said))
  }
}
