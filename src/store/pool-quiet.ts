/** Seconds for which a busy worker of any pool has not answered, where that is too long; of its own, so that the first screen needs no pool. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export const poolQuiet = createStore<{ readonly seconds: number | null }>(() => ({ seconds: null }))

export const usePoolQuiet = (): number | null => useStore(poolQuiet, ({ seconds }) => seconds)
