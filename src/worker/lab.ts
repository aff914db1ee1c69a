/**
 * The lab behind the contract of api.ts, without a worker around it: the command line and tests use it in process. One run
 * at a time; asking for another cancels the one in hand.
 */
import type { Experiment } from '../experiment/document.ts'
import { InvariantError, type Problem } from '../kernel/problem.ts'
import { resolveArtefacts, setupsOf } from '../run/artefacts.ts'
import { completeDocument } from '../run/complete.ts'
import { engineOf, openEngine } from '../run/engines.ts'
import type { FetchFile } from '../run/files.ts'
import { inSlices } from '../run/in-slices.ts'
import { inArm, LiveRun } from '../run/live-run.ts'
import { Shelf } from '../run/shelf.ts'
import type { LabWorker, RunEvent, RunId } from './api.ts'
import { createDesk } from './errands/errand.ts'
import { errands } from './errands/index.ts'

export interface LabOptions {
  /** Milliseconds. */
  readonly clock: () => number
  /** Lets messages in between two slices. */
  readonly breathe: () => Promise<void>
  /** Where files of engines come from; absent where none are to be had. */
  readonly fetchFile?: FetchFile
}

/** A slice is short enough for cancel to be heard soon, and long enough not to spend its time on yielding. */
const SLICE = 10
/** A start is told of once it has taken this long (ms): below, words would only flash. */
const NOTICED = 200
/** Progress this often (ms), but never more than a fifth of the time on summaries; the first as soon as there is something to draw. */
const PROGRESS = 100
const FIRST_PROGRESS = 30

export function createLab({ clock, breathe, fetchFile }: LabOptions): LabWorker {
  const shelf = new Shelf(fetchFile)
  const desk = createDesk(errands, { shelf, clock, breathe })
  let held: { readonly id: RunId; readonly live: LiveRun } | null = null
  let wanted: RunId | null = null

  const liveOf = (run: RunId): LiveRun | null => (held?.id === run ? held.live : null)

  async function drive(run: RunId, live: LiveRun, tell: (event: RunEvent) => void): Promise<void> {
    const started = clock()
    let told = started
    let costOfTelling = 0
    let pause = FIRST_PROGRESS
    tell({ kind: 'started', run, tracks: live.tracks() })
    while (wanted === run) {
      const state = live.advance(SLICE, clock)
      if (state === 'done') {
        tell({ kind: 'done', run, until: live.extent, busy: live.busy, summaries: live.summaries() })
        return
      }
      const now = clock()
      if (now - told > Math.max(pause, costOfTelling * 5)) {
        tell({
          kind: 'progress',
          run,
          simulated: live.simulated,
          share: live.share,
          eventsPerSecond: live.events / ((now - started) / 1000),
          busy: live.busy,
          summaries: live.summaries(),
        })
        tell({ kind: 'rows', run, until: live.extent })
        told = clock()
        costOfTelling = told - now
        pause = PROGRESS
      }
      await breathe()
    }
    tell({ kind: 'cancelled', run, until: live.extent })
  }

  return {
    describe: async (id) => {
      await openEngine(id)
      const engine = engineOf(id)
      if (!engine.ok) throw new InvariantError(engine.problems[0].message)
      return engine.value.describe()
    },

    async complete(document) {
      await openEngine(document.engine.id)
      return completeDocument(document, shelf).completed
    },

    async run(run, document: Experiment, tell) {
      wanted = run
      await openEngine(document.engine.id)
      const { engine, completed, arms } = completeDocument(document, shelf)
      const ofArms = completed.arms.flatMap(({ key, problems }) =>
        problems.map((problem) => inArm(problem, key, completed.arms.length)),
      )
      const obstacle = firstError([...completed.problems, ...ofArms])
      if (engine === null || obstacle) {
        if (obstacle) tell({ kind: 'failed', run, problem: obstacle })
        return completed
      }
      const files = await shelf.files.gather(
        engine,
        arms.map(({ setup }) => setup),
        (here, of) => tell({ kind: 'loading', run, here, of }),
      )
      const resolved = files.ok
        ? await resolveArtefacts(engine, setupsOf(arms), shelf, {
            breathe,
            onShare: (share) => tell({ kind: 'computing', run, share }),
            isWanted: () => wanted === run,
          })
        : files
      // Another run was asked for meanwhile: its tracks must not be replaced by these.
      if (wanted !== run) {
        if (wanted === null) tell({ kind: 'cancelled', run, until: 0 })
        return completed
      }
      const began = clock()
      const live = resolved.ok
        ? await inSlices(LiveRun.starting(engine, arms, shelf.resolve(document).data, shelf.supplies), {
            ...{ slice: SLICE, clock, breathe },
            onShare: (share) => {
              if (clock() - began > NOTICED) tell({ kind: 'starting', run, share })
            },
            isWanted: () => wanted === run,
          })
        : resolved
      if (live === null) {
        if (wanted === null) tell({ kind: 'cancelled', run, until: 0 })
        return completed
      }
      if (!live.ok) {
        shelf.files.forget()
        tell({ kind: 'failed', run, problem: live.problems[0] })
        return completed
      }
      held = { id: run, live: live.value }
      drive(run, live.value, tell).catch((error: unknown) => tell({ kind: 'failed', run, problem: ourMistake(error) }))
      return completed
    },

    async cancel(work) {
      if (typeof work === 'string') desk.drop(work)
      else if (wanted === work) wanted = null
    },
    isAlive: async () => true,
    errand: desk.errand,
    windows: async (run, requests) => liveOf(run)?.windows(requests) ?? requests.map(() => null),
    ask: async (run, arm, question, args) => liveOf(run)?.ask(arm, { id: question }, ...args) ?? null,
    tables: async (document) => Object.values(shelf.resolve(document).data),

    readIncoming: async (name, source, wish) => (await import('./incoming.ts')).readDropped(name, source, wish, shelf),
    incomingKinds: async () => (await import('../run/incoming/read-incoming.ts')).kindNames(),
  }
}

const firstError = (problems: readonly Problem[]): Problem | undefined =>
  problems.find(({ severity }) => severity !== 'notice')

/** What only we can have caused: shown with its numbers, so that it can be reported. */
const ourMistake = (error: unknown): Problem => ({
  code: 'invariant-broken',
  message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  remedy: 'This is a mistake of the lab. The document is unharmed: change a knob, or report it with this link.',
})
