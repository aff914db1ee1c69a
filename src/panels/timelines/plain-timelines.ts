/** Timelines that a level or a count makes with nothing but words. */
import { levelsModel } from '../../charts/levels/model.ts'
import { ratesModel } from '../../charts/rates/model.ts'
import { defineTimeline, type ReadoutFigure, type Timeline } from './timeline.ts'

/** A level track as a stack of its series, or as lines where they are no parts of a whole. */
export const levels = (words: {
  readonly id: string
  readonly title: string
  readonly purpose: string
  readonly form: 'stacked' | 'lines'
  readonly readout: readonly ReadoutFigure[]
  readonly isPerInstance: boolean
}): Timeline =>
  defineTimeline({
    id: words.id,
    title: words.title,
    kind: 'level',
    stem: words.id,
    isPerInstance: words.isPerInstance,
    readout: words.readout,
    model: ({ window, theme, memory }) =>
      levelsModel(
        window && { window, form: words.form },
        theme,
        { title: words.title, purpose: words.purpose },
        memory,
      ),
    isSmooth: words.form === 'lines',
  })

/** A count as rates, with words of its own. */
export const rates = (id: string, title: string, purpose: string, readout: readonly ReadoutFigure[]): Timeline =>
  defineTimeline({
    ...{ id, title, kind: 'count', stem: id, isPerInstance: false, readout },
    model: ({ window, theme }) => ratesModel(window && { window }, theme, { title, purpose }),
  })
