/** What more requests cost: CPU time of one run and the most memory of its process, which does nothing else. */
import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { Shelf } from '../../src/run/shelf.ts'
import { measuredRun } from './measured-run.ts'
import { medianOf } from './median.ts'
import { generated } from './set-ups.ts'

export interface GrowthResult {
  readonly requests: number
  readonly cpuMs: number
  /** Of the whole process, warm-up included. */
  readonly peakRssMiB: number
}

/** Runs of 10,000 requests until the compiler has settled. */
const WARM_UP = 8

export function growth(requests: number): GrowthResult {
  const shelf = new Shelf()
  for (let turn = 0; turn < WARM_UP; turn++) measuredRun(generated(10_000), shelf)
  // A short run jumps by a tenth: the median of several. A long one is its own average.
  const runs = Array.from({ length: requests > 50_000 ? 1 : 5 }, () => cpuMsOf(requests, shelf))
  return { requests, cpuMs: medianOf(runs), peakRssMiB: peakKiB() / 1024 }
}

function cpuMsOf(requests: number, shelf: Shelf): number {
  const { cpuMs, arm } = measuredRun(generated(requests), shelf)
  const { arrived, finished, rejected } = arm.simulation.summary().report.requests as Readonly<Record<string, number>>
  if (arrived !== requests || finished + rejected !== requests)
    throw new Error(`${arrived} of ${requests} requests arrived, ${finished} finished and ${rejected} were rejected`)
  return cpuMs
}

/**
 * Most resident memory of this process. `maxRSS` would begin with that of the parent at the moment of the fork (177 MiB of
 * the bundler, where this process never had more than 130), so Linux is asked for the high-water mark of this program.
 */
function peakKiB(): number {
  const status = '/proc/self/status'
  const own = existsSync(status) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8')) : null
  return own ? Number(own[1]) : process.resourceUsage().maxRSS
}
