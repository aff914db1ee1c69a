/** The search for a placement for components; made when its view is first opened. */
import { useStore } from 'zustand'
import { type Lab, useLab } from './lab-context.tsx'
import { createPagePool } from './page-pool.ts'
import { createPlacing, type Placing, type PlacingState } from './placing.ts'

const searches = new WeakMap<Lab, Placing>()

function placingOf(lab: Lab): Placing {
  const known = searches.get(lab)
  if (known) return known
  const placing = createPlacing({ document: lab.document, client: lab.runner.client, pool: createPagePool() })
  searches.set(lab, placing)
  return placing
}

export const usePlacing = (): Placing => placingOf(useLab())

export const usePlacingState = (): PlacingState => useStore(usePlacing())
