/**
 * A worker that somebody waits for, watched. A dead one tells nobody (one stopped for memory raises no event), so silence is watched
 * while something is owed. After a second of it the worker is asked whether it is alive, which one that rests between slices answers at
 * once, however long its work takes. Without an answer for QUIET somebody is told so, what the worker was at, and for how long it is
 * waited for; after that it counts as dead.
 */
import { wrap } from 'comlink'
import type { Living } from './api.ts'

const QUIET = 2_000 // ms
/** The least silence (ms) after which a worker counts as dead. */
export const SILENCE = 8_000
/** Looks at the clock; one that comes this much too late was held up itself, by the page or a sleeping machine: it says nothing. */
const LOOK = 500 // ms
const LATE = 1_000 // ms

/** One living worker. Tests and the development page hand in one that runs in process. */
export interface WorkerLink<Api extends Living> {
  readonly api: Api
  /** Called once when the worker fails to load or dies with an error. */
  onError(listener: (message: string) => void): void
  terminate(): void
}

/** The worker owes an answer and has been silent for longer than any slice of work. */
export interface Quiet {
  readonly seconds: number
  /** What it was asked for, as in “while it was …”. */
  readonly doing: string
  /** Seconds of silence after which it counts as dead. */
  readonly patience: number
}

/** What a worker has to do: what it is at with it, and how long (ms) it may be silent. */
export interface Owed {
  readonly doing: string
  readonly patience: number
}

export interface WatchOptions {
  /** Null while it owes nothing. */
  readonly owed: () => Owed | null
  /** Null once it is heard again or has ended. */
  readonly onQuiet: (quiet: Quiet | null) => void
  /** It is gone: nothing that is owed will be answered. Never after `end`. */
  readonly onDeath: (message: string) => void
  /** The shortest patience (ms) that it is ever given. */
  readonly silence?: number
}

export interface Watched {
  /** It gave a sign of life. */
  hear(): void
  /** Ends the worker, whatever it is at. */
  end(): void
}

export function watchWorker(link: WorkerLink<Living>, options: WatchOptions): Watched {
  const { owed, onQuiet, onDeath, silence: least = SILENCE } = options
  const look = Math.min(LOOK, least / 4)
  let heard = performance.now()
  let looked = heard
  let isQuiet = false
  let isAsked = false
  let isOver = false

  function tell(quiet: Quiet | null): void {
    isQuiet = quiet !== null
    onQuiet(quiet)
  }
  function hear(): void {
    heard = performance.now()
    if (isQuiet) tell(null)
  }
  function end(): void {
    if (isOver) return
    isOver = true
    clearInterval(watch)
    if (isQuiet) tell(null)
    link.terminate()
  }
  function die(message: string): void {
    if (isOver) return
    end()
    onDeath(message)
  }
  /** A long work is quiet between its messages: asking something cheap tells it from a worker that is stuck or gone. */
  function ask(): void {
    isAsked = true
    const answered = () => {
      isAsked = false
      hear()
    }
    link.api.isAlive().then(answered, answered)
  }

  const watch = setInterval(() => {
    const now = performance.now()
    const wasHeldUp = now - looked > look + LATE
    looked = now
    const debt = owed()
    if (wasHeldUp || debt === null) return hear()
    const { doing, patience } = debt
    const silence = now - heard
    if (silence > Math.min(QUIET / 2, least / 4) && !isAsked) ask()
    if (silence > patience) die(`the worker has not answered for ${patience / 1000} s while it was ${doing}`)
    else if (silence >= QUIET) tell({ seconds: Math.floor(silence / 1000), doing, patience: patience / 1000 })
  }, look)
  link.onError(die)
  return { hear, end }
}

/** A worker of the browser as a link. */
export function linkTo<Api extends Living>(worker: Worker): WorkerLink<Api> {
  return {
    // Comlink's Remote type cannot see that a proxied callback is a callback; the calls are the same.
    api: wrap<Api>(worker) as unknown as Api,
    onError(listener) {
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        listener(event.message || 'the worker could not be loaded')
      })
      worker.addEventListener('messageerror', () => listener('a message of the worker could not be read'))
    },
    terminate: () => worker.terminate(),
  }
}
