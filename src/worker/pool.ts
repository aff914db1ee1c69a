/**
 * Workers that measure points of a sweep: started when points come, given one point at a time, ended when idle.
 *
 * One point at a time, because a point of 1,000 requests takes about 20 ms and a message 0.2 ms: batches would save a
 * hundredth and make the last one wait. A worker that dies (watched.ts) is replaced and its point tried once more; a point that kills two
 * workers is reported and the sweep goes on.
 */
import { proxy } from 'comlink'
import type { Errand } from '../kernel/errand.ts'
import type { Problem } from '../kernel/problem.ts'
import type { PointFigures, PointJob, PointWorker } from './api.ts'
import { linkTo, SILENCE, type Watched, type WorkerLink, watchWorker } from './watched.ts'

export type PointLink = WorkerLink<PointWorker>
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
  /** An errand in a worker of its own, which ends with it; `cancel` ends the worker. */
  errand<Arguments extends readonly unknown[], News, Answer>(
    errand: Errand<Arguments, News, Answer>,
    args: Arguments,
    onNews: (news: News) => void,
  ): { readonly outcome: Promise<Answer>; cancel(): void }
  close(): void
}

/** A point under way may take this long (ms) to end after a cancel before its worker is ended. */
const GRACE = 150
/** Workers that die one after the other without one point measured: the fault is not the points'. */
const MOST_DEATHS = 4

/** One core is left to the page and its own simulation; more than eight share one memory bus and heat. */
export const poolSize = (cores: number): number => Math.min(8, Math.max(1, cores - 1))

export const startPointWorker: StartPointWorker = () =>
  linkTo(new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'tokenscope-point' }))

interface Sweep {
  readonly job: PointJob
  readonly queue: number[]
  readonly listener: SweepListener
  readonly tried: Set<number>
  open: number
}

interface Member {
  readonly api: PointWorker
  readonly watched: Watched
  sweep: Sweep | null
  /** The point under way; null while idle. */
  place: number | null
}

export function createPointPool({ start, size, silence = SILENCE, idle = 20_000, onQuiet }: PoolOptions): PointPool {
  const members = new Set<Member>()
  let current: Sweep | null = null
  let deaths = 0
  /** Seconds for which busy workers have not answered. */
  const quiets = new Map<object, number>()
  let rest: ReturnType<typeof setTimeout> | undefined

  function fill(): void {
    while (current && current.queue.length > 0) {
      const free = [...members].find(({ place }) => place === null) ?? (members.size < size ? join() : null)
      if (!free) return
      void work(free, current)
    }
  }

  function join(): Member {
    const link = start()
    const member: Member = {
      api: link.api,
      watched: watchWorker(link, {
        owed: () => (member.place === null ? null : { doing: 'measuring a point', patience: silence }),
        onQuiet: (quiet) => tellQuiet(link, quiet?.seconds ?? null),
        onDeath: (message) => die(member, message),
        silence,
      }),
      ...{ sweep: null, place: null },
    }
    members.add(member)
    return member
  }

  function tellQuiet(link: object, seconds: number | null): void {
    if (seconds === null) quiets.delete(link)
    else quiets.set(link, seconds)
    onQuiet?.(quiets.size > 0 ? Math.max(...quiets.values()) : null)
  }

  async function work(member: Member, sweep: Sweep): Promise<void> {
    const place = sweep.queue.shift()
    if (place === undefined) return
    member.place = place
    member.watched.hear()
    try {
      if (member.sweep !== sweep) {
        member.sweep = sweep
        await member.api.loadPoints(sweep.job)
      }
      const figures = await member.api.measurePoint(place)
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

  function dismiss(): void {
    for (const { watched } of members) watched.end()
    members.clear()
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
        member.watched.end()
      }
      fill()
    }, GRACE)
    rest = setTimeout(dismiss, idle)
  }

  const errand: PointPool['errand'] = ({ id, doing }, args, onNews) => {
    const link = start()
    let fail = (_: Error): void => undefined
    const { end } = watchWorker(link, {
      owed: () => ({ doing, patience: silence }),
      onQuiet: (quiet) => tellQuiet(link, quiet?.seconds ?? null),
      onDeath: (message) => fail(new Error(message)),
      silence,
    })
    const outcome = new Promise<never>((resolve, reject) => {
      fail = reject
      link.api.errand(id, args, proxy(onNews as () => void)).then((answer) => resolve(answer as never), reject)
    })
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
    errand,
    close() {
      cancel()
      clearTimeout(rest)
      dismiss()
    },
  }
}

const unmeasured = (problem: Problem): PointFigures => ({ digest: '', ending: null, metrics: {}, units: {}, problem })

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
