/**
 * A stand-in for the worker, in process: answers the contract with invented rows so that the page can be looked at and
 * its stores tested while no engine is at hand. Never part of the build.
 */
import type { Experiment } from '../../src/experiment/document.ts'
import { setupOf } from '../../src/experiment/setup-of.ts'
import type { Explanation, Summary } from '../../src/kernel/engine.ts'
import type { LimitTimes } from '../../src/kernel/limits.ts'
import { failure } from '../../src/kernel/problem.ts'
import type { LabWorker, RunEvent, RunId } from '../../src/worker/api.ts'
import type { WorkerLink } from '../../src/worker/client.ts'
import { standInDescription } from './stand-in-description.ts'
import { DURATION, standInTracks, standInWindow } from './stand-in-tracks.ts'

/** Simulated seconds of one slice, and its pause: a run of 60 s takes about half a second. */
const SLICE = 2
const PAUSE = 16 // ms

export function standInWorker(): WorkerLink {
  let current = 0
  let computed = 0
  let pushes: Readonly<Record<string, number>> = {}

  const completed = (document: Experiment) => ({
    arms: Object.keys(document.arms).map((key) => ({ key, setup: setupOf(document, key), problems: [], facts: [] })),
    runs: Object.keys(document.arms).length,
    problems: [],
    missingData: [],
  })
  const summaries = (ending: Summary['ending']) =>
    Object.fromEntries(Object.entries(pushes).map(([key, push]) => [key, summary(push, ending)]))

  async function drive(run: RunId, onEvent: (event: RunEvent) => void): Promise<void> {
    const tracks = Object.fromEntries(Object.keys(pushes).map((key) => [key, standInTracks]))
    onEvent({ kind: 'started', run, tracks })
    for (computed = 0; computed < DURATION; ) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
      if (run !== current) return
      computed = Math.min(DURATION, computed + SLICE)
      const share = computed / DURATION
      onEvent({
        kind: 'progress',
        run,
        simulated: computed,
        share,
        eventsPerSecond: 1.9e6,
        busy: 100,
        summaries: summaries('running'),
      })
      onEvent({ kind: 'rows', run, until: computed })
    }
    onEvent({ kind: 'done', run, until: DURATION, busy: 100, summaries: summaries('drained') })
  }

  const api: LabWorker = {
    describe: async () => standInDescription,
    complete: async (document) => completed(document),
    run: async (run, document, onEvent) => {
      current = run
      pushes = Object.fromEntries(Object.keys(document.arms).map((key, place) => [key, 0.95 - 0.25 * place]))
      void drive(run, onEvent)
      return completed(document)
    },
    cancel: async () => {
      current = -1
    },
    windows: async (_run, requests) =>
      requests.map(({ arm, track, t0, t1, pixels }) => {
        const info = standInTracks.find(({ id }) => id === track)
        return info ? standInWindow(info, { t0, t1, pixels, computed, push: pushes[arm] ?? 1 }) : null
      }),
    ask: async (_run, _arm, question, args) =>
      question === 'explain' ? explanation(Number(args[0])) : question === 'requestsCsv' ? 'request,arrival\n' : null,

    readIncoming: async () =>
      failure({ code: 'stand-in', message: 'The stand-in reads no files.', remedy: 'Start the real page.' }),
    incomingKinds: async () => [],
    tables: async () => [],
    // Nothing that an errand answers is shown by the lab itself.
    errand: async () => null,
    isAlive: async () => true,
  }
  return { api, onError: () => undefined, terminate: () => undefined }
}

const explanation = (at: number): Explanation => ({
  start: at,
  end: at + 0.0413,
  instance: 0,
  facts: [{ id: 'tokens', label: 'Tokens in it', value: 512, unit: 'tok' }],
  terms: [
    {
      operator: 'experts',
      time: 0.026,
      flop: 3.1e12,
      bytes: 6.2e10,
      bound: 'memory',
      alone: alone({ memory: 0.026 }),
    },
    {
      operator: 'attention',
      time: 0.011,
      flop: 9e11,
      bytes: 2.1e10,
      bound: 'memory',
      alone: alone({ memory: 0.011 }),
    },
    {
      operator: 'launches',
      time: 0.0043,
      flop: 0,
      bytes: 0,
      bound: 'overhead',
      alone: alone({ overhead: 0.0043 }),
    },
  ],
  sentences: [
    'The cache is full: request 61 needed 3 blocks and none was free.',
    'Request 58, the last to arrive, was preempted; its 1,203 tokens must be computed again, 84 ms of work.',
    'The iteration is bound by reading 118 experts (26 ms of 41).',
  ],
})

function summary(push: number, ending: Summary['ending']): Summary {
  const metric = (value: number) => ({ value, n: 241 })
  return {
    digest: '3fa91c0d',
    ending,
    report: { warmUp: 5 },
    metrics: {
      'ttft.p50': metric(0.41 * push),
      'ttft.p99': metric(6.8 * push),
      'tpot.p50': metric(0.021 / push),
      'gap.max': metric(0.19 / push),
      goodput: metric(3.4 * push),
      preemptions: metric(Math.round(9 * push)),
      acceptance: metric(0.68),
      energy: metric(0.31 / push),
    },
  }
}

const alone = (some: Partial<LimitTimes>): LimitTimes => ({ compute: 0, memory: 0, network: 0, overhead: 0, ...some })
