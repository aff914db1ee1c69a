/**
 * The picture that a paper opens with: its arms side by side on the charts that show the mechanism, and sentences on them. Nothing in it is
 * measured: a sentence finds its moment in the run (landmark.ts), so that it cannot point at what is no longer there.
 */
import type { Seconds } from '../../kernel/units.ts'
import type { Experiment, Note, View } from '../document.ts'
import type { Landmark, Moment } from '../landmark.ts'
import type { Judged } from './judged.ts'
import { experimentOf, LETTERS, type Letter } from './pair.ts'
import type { Chosen } from './tuning.ts'

export interface PictureNote extends Landmark {
  /** The arm as the picture names it: `a` is the first. */
  readonly arm: Letter
  /** A short sentence. */
  readonly words: string
}

export interface Picture {
  /** Keys of at most four arms; the baseline that is gained least on and the mechanism where absent. */
  readonly arms?: readonly string[]
  /** One load, where the judged figure is of a sweep. */
  readonly load?: number
  /** Ids of timelines, from the top. */
  readonly panels: readonly string[]
  /** The part of the run that is shown; all of it where absent. */
  readonly window?: readonly [from: Seconds, until: Seconds]
  readonly notes: readonly PictureNote[]
}

/** What a judgement says of the arms: which baseline is gained least on, and the values that tuning chose. */
export interface KnownArms {
  readonly over: string | null
  readonly chosen: Readonly<Record<string, Chosen>>
}

/** Keys of its arms; the first baseline stands there where none has been judged. */
export function picturedArms({ arms: wanted }: Picture, { arms }: Judged, { over }: KnownArms): readonly string[] {
  if (wanted !== undefined) return wanted
  const all = Object.keys(arms)
  const [mechanism] = all.filter((key) => arms[key].role === 'mechanism')
  const [baseline] = all.filter((key) => arms[key].role === 'baseline')
  return [over ?? baseline, mechanism]
}

/** The experiment of the picture, looked at as the picture does, still without its notes. */
export function picturedExperiment(base: Experiment, judged: Judged, picture: Picture, known: KnownArms): Experiment {
  const { load, window, panels } = picture
  const shown = {
    keys: picturedArms(picture, judged, known),
    chosen: known.chosen,
    ...(load !== undefined && { load }),
  }
  const view: View = {
    ...(window && { t0: window[0], t1: window[1], at: window[0] }),
    order: panels.join(','),
  }
  return { ...experimentOf(base, judged, shown), view }
}

export interface PlacedNote extends Moment {
  readonly arm: Letter
  readonly words: string
}

/** Notes as the document keeps them, which has no arm of a note: its letter stands in front. */
export function withNotes(experiment: Experiment, notes: readonly PlacedNote[]): Experiment {
  const all = notes.map(({ arm, words, at, until }, i): readonly [string, Note] => [
    `n${i + 1}`,
    { at, ...(until !== undefined && { until }), words: `${arm.toUpperCase()}: ${words}` },
  ])
  return { ...experiment, view: { ...experiment.view, notes: Object.fromEntries(all) } }
}

/** Place of an arm in the document, and so its colour. */
export const placeOf = (arm: Letter): number => LETTERS.indexOf(arm)
