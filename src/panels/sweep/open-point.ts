/** The edits that make the document the experiment of one point: one step of undo. */
import type { Experiment } from '../../experiment/document.ts'
import type { Point } from '../../experiment/points.ts'
import type { Setup } from '../../forms/field-values.ts'
import { valueAt } from '../../forms/field-values.ts'
import type { Description } from '../../kernel/description.ts'
import { knobAt, sweepKnobs } from './axis-values.ts'

/**
 * A point puts its values over every arm, so they go into the set-up, and into the arms that have their own. The seed of a
 * repeated point comes along.
 */
export function openingEdits(
  document: Experiment,
  point: Pick<Point, 'at' | 'seed'>,
  described: { readonly description: Description; readonly setup: Setup },
): Readonly<Record<string, unknown>> {
  const knobs = sweepKnobs(described.description, described.setup)
  const edits: [string, unknown][] = []
  for (const [key, value] of Object.entries(point.at)) {
    const path = document.sweep?.axes[key]?.path
    if (path === undefined) continue
    const whole = knobAt(knobs, path)?.field.path ?? path
    edits.push([`setup.${whole}`, value])
    for (const [arm, patch] of Object.entries(document.arms)) {
      if (valueAt(patch, whole) !== undefined) edits.push([`arms.${arm}.${whole}`, value])
    }
  }
  if (point.seed !== document.seed) edits.push(['seed', point.seed])
  return Object.fromEntries(edits)
}
