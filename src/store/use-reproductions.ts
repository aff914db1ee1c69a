/** The reproductions of the lab for components; made when a paper is first opened. */
import { useStore } from 'zustand'
import { type Lab, useLab } from './lab-context.tsx'
import { createPagePool } from './page-pool.ts'
import { createReproductions, type Reproduction, type ReproductionStore } from './reproduction.ts'

const stores = new WeakMap<Lab, ReproductionStore>()

function reproductionsOf(lab: Lab): ReproductionStore {
  const known = stores.get(lab)
  if (known) return known
  const store = createReproductions(createPagePool)
  stores.set(lab, store)
  return store
}

export const useReproductions = (): ReproductionStore => reproductionsOf(useLab())

export const useReproduction = (paper: string): Reproduction | undefined =>
  useStore(useReproductions(), (all) => all[paper])
