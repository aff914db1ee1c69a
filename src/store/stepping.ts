/** Steps of the playhead: to the next or last iteration, emitted token, or anything that happened to a request. */

import type { Landmark, LandmarkKind } from '../engines/asked.ts'
import { landmark } from '../engines/asked.ts'
import type { Lab } from './lab-context.tsx'
import type { StepUnit } from './view.ts'

export interface StepUnitInfo {
  readonly id: StepUnit
  /** English. */
  readonly title: string
}

export const stepUnits: readonly StepUnitInfo[] = [
  { id: 'iteration', title: 'Iteration' },
  { id: 'token', title: 'Token' },
  { id: 'event', title: 'Event' },
  { id: 'arrival', title: 'Arrival' },
  { id: 'first-token', title: 'First token' },
  { id: 'finish', title: 'Finish' },
  { id: 'preemption', title: 'Preemption' },
  { id: 'rejection', title: 'Rejection' },
]

/** What happens to requests: an event is the nearest of these. */
const EVENTS: readonly LandmarkKind[] = ['arrival', 'first-token', 'finish', 'preemption', 'rejection']

/** Moves the playhead by one unit and returns where it went; null, and nothing moves, where there is none on that side. */
export async function step(lab: Lab, unit: StepUnit, direction: 1 | -1): Promise<Landmark | null> {
  return goToLandmark(lab, unit, lab.view.getState().playhead, direction)
}

/** To the first of its kind in the run. */
export const goToFirst = (lab: Lab, kind: LandmarkKind): Promise<Landmark | null> => goToLandmark(lab, kind, -1, 1)

async function goToLandmark(lab: Lab, unit: StepUnit, from: number, direction: 1 | -1): Promise<Landmark | null> {
  const { runner, view, document } = lab
  const { arm } = document.getState()
  view.getState().play(false)
  const kinds = unit === 'event' ? EVENTS : [unit]
  const found = await Promise.all(kinds.map((kind) => runner.look.ask(landmark, arm, kind, from, direction)))
  const nearest = found.reduce((best, one) => {
    if (one === null || best === null) return one ?? best
    return direction * (one.at - best.at) < 0 ? one : best
  }, null)
  if (nearest === null) return null
  view.getState().point(null)
  view.getState().goTo(nearest.at)
  if (nearest.request >= 0) view.getState().selectRequest(nearest.request)
  return nearest
}
