/** The pool of workers that a page measures points with: one core is left to the page and the run in hand. */
import { createStore } from 'zustand/vanilla'
import { createPointPool, type PointPool, poolSize, startPointWorker } from '../worker/pool.ts'

/** Seconds for which a busy worker of any pool has not answered, where that is too long. */
export const poolQuiet = createStore<{ readonly seconds: number | null }>(() => ({ seconds: null }))

export const createPagePool = (): PointPool =>
  createPointPool({
    start: startPointWorker,
    size: poolSize(navigator.hardwareConcurrency || 2),
    onQuiet: (seconds) => poolQuiet.setState({ seconds }),
  })
