/** The pool of workers that a page measures points with: one core is left to the page and the run in hand. */
import { createPointPool, type PointPool, poolSize, startPointWorker } from '../worker/pool.ts'
import { poolQuiet } from './pool-quiet.ts'

export const createPagePool = (): PointPool =>
  createPointPool({
    start: startPointWorker,
    size: poolSize(navigator.hardwareConcurrency || 2),
    onQuiet: (seconds) => poolQuiet.setState({ seconds }),
  })
