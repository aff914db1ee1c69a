/** The judging of papers for components; made when a paper is first opened. */
import { useStore } from 'zustand'
import { createJudging, type JudgedHere, type JudgingStore } from './judging.ts'
import { type Lab, useLab } from './lab-context.tsx'
import { createPagePool } from './page-pool.ts'

const stores = new WeakMap<Lab, JudgingStore>()

function judgingOf(lab: Lab): JudgingStore {
  const known = stores.get(lab)
  if (known) return known
  const store = createJudging(createPagePool)
  stores.set(lab, store)
  return store
}

export const useJudging = (): JudgingStore => judgingOf(useLab())

export const useJudgedHere = (paper: string): JudgedHere | undefined => useStore(useJudging(), (all) => all[paper])
