/** Arms of a judged paper as an experiment of the lab, in the judged world or another: what the page opens and draws. */
import type { Experiment } from '../document.ts'
import { edit } from '../edit.ts'
import { inWorld } from './batch.ts'
import { type Judged, wordsIn } from './judged.ts'
import { patchOfWords } from './set-text.ts'
import type { Chosen } from './tuning.ts'

export interface Shown {
  /** Keys of the arms, four at most; the first is the baseline of the lab's comparison. */
  readonly keys: readonly string[]
  /** Values that tuning chose, by arm. */
  readonly chosen: Readonly<Record<string, Chosen>>
  /** Id of another world. */
  readonly under?: string
  /** One load of the axis instead of all of them: an experiment that runs, and is no sweep. */
  readonly load?: number
}

/** The lab names arms by letters, which a strip has room for. */
export const LETTERS = ['a', 'b', 'c', 'd'] as const
export type Letter = (typeof LETTERS)[number]

export function experimentOf(base: Experiment, judged: Judged, { keys, chosen, under, load }: Shown): Experiment {
  const variant = judged.sensitivity.find(({ id }) => id === under) ?? null
  const world = inWorld(base, variant)
  const arms = Object.fromEntries(
    keys
      .slice(0, LETTERS.length)
      .map((key, i) => [LETTERS[i], patchOfWords(world, wordsIn(variant, key, judged.arms[key]), chosen[key])]),
  )
  const titles = keys.map((key, i) => `${LETTERS[i].toUpperCase()} ${judged.arms[key].title}`)
  const whole: Experiment = { ...world, title: `${world.title}: ${titles.join(' | ')}`, arms }
  const [axis] = Object.values(world.sweep?.axes ?? {})
  if (load === undefined || axis === undefined) return whole
  const { sweep: _, ...single } = whole
  return edit(single, `setup.${axis.path}`, load)
}
