/**
 * Workers that measure points of a sweep: started when points come, given one point at a time, ended when idle.
 *
 * One point at a time, because a point of 1,000 requests takes about 20 ms and a message 0.2 ms: batches would save a
 * hundredth and make the last one wait. A worker that dies is replaced and its point tried once more; a point that kills two
 * workers is reported and the sweep goes on. Death without a word (out of memory) is noticed by asking: a worker answers
 * between slices of 50 ms. One that has not for two seconds is told of, after eight it counts as dead.
 */
import { proxy, wrap } from 'comlink'
import type { Problem } from '../kernel/problem.ts'
import type {
  PlacedRate,
  PlacementJob,
  PointFigures,
  PointJob,
  PointWorker,
  RateJob,
  RateOutcome,
  RateStep,
} from './api.ts'

/** One living worker; tests hand in one that runs in process. */
export interface PointLink {
  readonly api: PointWorker
  onError(listener: (message: string) => void): void
  terminate(): void
}
export type StartPointWorker = () => PointLink

export interface PoolOptions {
  readonly start: StartPointWorker
  /** Workers at once. */
  readonly size: number
  /** Milliseconds without an answer after which a worker counts as dead. */
  readonly silence?: number
  /** A busy worker has not answered for so many seconds, two or more; null once all are heard again. */
  readonly onQuiet?: (seconds: number | null) => void
  /** Milliseconds without work after which workers are ended. */
  readonly idle?: number
}

export interface SweepListener {
  onPoint(place: number, figures: PointFigures): void
  onDone(): void
  /** No worker can be started: the sweep ends where it is. */
  onFailed(problem: Problem): void
}

export interface PointPool {
  /** Measures these places of `pointsOf(job.document)`, in order; the sweep before is cancelled. */
  measure(job: PointJob, places: readonly number[], listener: SweepListener): void
  /** Nothing more of the sweep in hand is heard. A point under way may end in its worker; a slow one is ended with it. */
  cancel(): void
  /** A search in a worker of its own; `cancel` ends the worker. */
  search(job: RateJob, onStep: (step: RateStep) => void): { readonly outcome: Promise<RateOutcome>; cancel(): void }
  /** The same for placements. */
  searchPlacements(
    job: PlacementJob,
    onPlaced: (one: PlacedRate) => void,
  ): { readonly outcome: Promise<void>; cancel(): void }
  close(): void
}

/** Silence that is told of (ms): a worker answers between slices of 50 ms. */
const QUIET = 2_000
/** A look that comes this much too late was held up itself, by the page or a sleeping machine (ms). */
const LATE = 1_000
/** A point under way may take this long (ms) to end after a cancel before its worker is ended. */
const GRACE = 150
/** Workers that die one after the other without one point measured: the fault is not the points'. */
const MOST_DEATHS = 4

/** One core is left to the page and its own simulation; more than eight share one memory bus and heat. */
export const poolSize = (cores: number): number => Math.min(8, Math.max(1, cores - 1))

export const startPointWorker: StartPointWorker = () => {
  const worker = new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'tokenscope-point' })
  const remote = wrap<PointWorker>(worker)
  return {
    // Comlink's Remote type cannot see that a proxied callback is a callback; the calls are the same.
    api: remote as unknown as PointWorker,
    onError(listener) {
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        listener(event.message || 'the worker could not be loaded')
      })
    },
    terminate: () => worker.terminate(),
  }
}

interface Sweep {
  readonly job: PointJob
  readonly queue: number[]
  readonly listener: SweepListener
  readonly tried: Set<number>
  open: number
}

interface Member {
  readonly link: PointLink
  sweep: Sweep | null
  /** The point under way; null while idle. */
  place: number | null
  heard: number
}

export function createPointPool({ start, size, silence = 8_000, idle = 20_000, onQuiet }: PoolOptions): PointPool {
  const members = new Set<Member>()
  let current: Sweep | null = null
  let deaths = 0
  let watch: ReturnType<typeof setInterval> | undefined
  let looked = 0
  let isQuiet = false
  const LOOK = Math.min(500, silence / 4)
  let rest: ReturnType<typeof setTimeout> | undefined

  function fill(): void {
    while (current && current.queue.length > 0) {
      const free = [...members].find(({ place }) => place === null) ?? (members.size < size ? join() : null)
      if (!free) return
      void work(free, current)
    }
  }

  function join(): Member {
    const member: Member = { link: start(), sweep: null, place: null, heard: performance.now() }
    member.link.onError((message) => die(member, message))
    members.add(member)
    if (watch === undefined) {
      looked = performance.now()
      watch = setInterval(listen, LOOK)
    }
    return member
  }

  async function work(member: Member, sweep: Sweep): Promise<void> {
    const place = sweep.queue.shift()
    if (place === undefined) return
    member.place = place
    member.heard = performance.now()
    try {
      if (member.sweep !== sweep) {
        member.sweep = sweep
        await member.link.api.loadPoints(sweep.job)
      }
      const figures = await member.link.api.measurePoint(place)
      if (!members.has(member)) return
      deaths = 0
      finish(sweep, place, figures)
    } catch (error) {
      if (!members.has(member)) return
      finish(sweep, place, brokenPoint(error))
    }
    member.place = null
    fill()
  }

  function finish(sweep: Sweep, place: number, figures: PointFigures): void {
    if (sweep !== current) return
    sweep.open--
    sweep.listener.onPoint(place, figures)
    if (sweep.open > 0 || sweep !== current) return
    current = null
    rest = setTimeout(dismiss, idle)
    sweep.listener.onDone()
  }

  function die(member: Member, message: string): void {
    if (!members.delete(member)) return
    member.link.terminate()
    const { sweep, place } = member
    deaths++
    if (sweep === null || sweep !== current || place === null) {
      if (current && deaths > MOST_DEATHS) giveUp(current, message)
    } else if (deaths > MOST_DEATHS) {
      giveUp(sweep, message)
    } else if (sweep.tried.has(place)) {
      finish(sweep, place, deadPoint(message))
    } else {
      sweep.tried.add(place)
      sweep.queue.unshift(place)
    }
    fill()
  }

  function giveUp(sweep: Sweep, message: string): void {
    current = null
    dismiss()
    sweep.listener.onFailed(noWorkers(message))
  }

  /** Asks those that are busy, and ends those that have been silent for too long. */
  function listen(): void {
    const now = performance.now()
    const wasHeldUp = now - looked > LOOK + LATE
    looked = now
    let longest = 0
    for (const member of members) {
      if (member.place === null) continue
      if (wasHeldUp) member.heard = now
      if (now - member.heard > silence) {
        die(member, `it has not answered for ${silence / 1000} s`)
        continue
      }
      longest = Math.max(longest, now - member.heard)
      const hear = () => {
        member.heard = performance.now()
      }
      member.link.api.isAlive().then(hear, () => undefined)
    }
    tellQuiet(longest)
  }

  function tellQuiet(longest: number): void {
    const isNow = longest >= QUIET
    if (isNow || isQuiet) onQuiet?.(isNow ? Math.floor(longest / 1000) : null)
    isQuiet = isNow
  }

  function dismiss(): void {
    for (const { link } of members) link.terminate()
    members.clear()
    clearInterval(watch)
    watch = undefined
    tellQuiet(0)
  }

  function cancel(): void {
    clearTimeout(rest)
    const ended = current
    current = null
    if (!ended) return
    setTimeout(() => {
      for (const member of members) {
        if (member.sweep !== ended || member.place === null) continue
        members.delete(member)
        member.link.terminate()
      }
      fill()
    }, GRACE)
    rest = setTimeout(dismiss, idle)
  }

  /** In a worker of its own, which ends with it. */
  function alone<Outcome>(ask: (api: PointWorker) => Promise<Outcome>) {
    const link = start()
    let asked = performance.now()
    let last = asked
    let listening: ReturnType<typeof setInterval> | undefined
    const outcome = new Promise<Outcome>((resolve, reject) => {
      link.onError((message) => reject(new Error(message)))
      ask(link.api).then(resolve, reject)
      const hear = () => {
        last = performance.now()
      }
      listening = setInterval(() => {
        const now = performance.now()
        if (now - asked > LOOK + LATE) last = now
        asked = now
        if (now - last > silence) reject(new Error(`its worker has not answered for ${silence / 1000} s`))
        tellQuiet(now - last)
        link.api.isAlive().then(hear, () => undefined)
      }, LOOK)
    })
    const end = () => {
      clearInterval(listening)
      tellQuiet(0)
      link.terminate()
    }
    outcome.then(end, end)
    return { outcome, cancel: end }
  }

  return {
    measure(job, places, listener) {
      cancel()
      clearTimeout(rest)
      deaths = 0
      current = { job, queue: [...places], listener, tried: new Set(), open: places.length }
      if (places.length > 0) {
        fill()
        return
      }
      current = null
      listener.onDone()
    },
    cancel,
    search: (job, onStep) => alone((api) => api.searchRate(job, proxy(onStep))),
    searchPlacements: (job, onPlaced) => alone((api) => api.searchPlacements(job, proxy(onPlaced))),
    close() {
      cancel()
      clearTimeout(rest)
      dismiss()
    },
  }
}

const unmeasured = (problem: Problem): PointFigures => ({ digest: '', ending: null, metrics: {}, problem })

const deadPoint = (message: string): PointFigures =>
  unmeasured({
    code: 'worker-died',
    message: `This point ended two workers, one after the other (${message}).`,
    remedy: 'Open it alone, or ask for fewer requests: it may need more memory than the browser gives.',
  })

const brokenPoint = (error: unknown): PointFigures =>
  unmeasured({
    code: 'invariant-broken',
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    remedy: 'This is a mistake of the lab: report it with the link of this experiment.',
  })

const noWorkers = (message: string): Problem => ({
  code: 'workers-unavailable',
  message: `Workers for the sweep cannot be started: ${message}.`,
  remedy: 'Reload the page, or sweep with the command line.',
})
