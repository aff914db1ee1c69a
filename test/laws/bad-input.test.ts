/**
 * Set-ups that cannot run, and those that nearly cannot: what a person is told, and that every run ends.
 */
import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment, Patch } from '../../src/experiment/document.ts'
import { readDocument } from '../../src/experiment/read-document.ts'
import { createReport } from '../../src/experiment/report.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import type { RunEvent, RunId } from '../../src/worker/api.ts'
import { createLab } from '../../src/worker/lab.ts'
import { holdsFor, shelf } from './documents.ts'
import { finish, type LawRun, readyOf, startedArms } from './runs.ts'

const document = (parts: Partial<Experiment>): Experiment =>
  readDocument({ ...defaultExperiment(), ...parts }, createReport())

const lab = () =>
  createLab({ clock: () => performance.now(), breathe: () => new Promise((next) => setImmediate(next)) })

/** What the page would hear of a run: everything up to its end or refusal. */
async function eventsOf(experiment: Experiment): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = []
  await new Promise<void>((resolve, reject) => {
    const hear = (event: RunEvent): void => {
      events.push(event)
      if (event.kind === 'done' || event.kind === 'failed') resolve()
    }
    lab()
      .run(1 as RunId, experiment, hear)
      .catch(reject)
  })
  return events
}

async function refusal(setup: Patch): Promise<Problem> {
  const last = (await eventsOf(document({ setup }))).at(-1)
  if (last?.kind !== 'failed') throw new Error(`ran: ${last?.kind}`)
  return last.problem
}

const few = { id: 'poisson', knobs: { requests: 5 } }

describe('a set-up that cannot run', () => {
  it.for([
    ['weights larger than memory', { model: { id: 'llama-3.1-405b' } }, 'weights-do-not-fit', /810|811|812/],
    [
      'no memory to speak of',
      { accelerator: { id: 'custom', knobs: { memoryGB: 0.1 } } },
      'weights-do-not-fit',
      /16\.\d GB/,
    ],
    ['all memory taken by graphs', { cost: { graphMemoryGB: 62 } }, 'no-room-for-kv', /graphs 62.0 GB/],
    ['a KV capacity of one block', { kv: { capacityTokens: 16 } }, 'kv-too-small', /16 tokens is 1 block/],
    ['a KV capacity below one block', { kv: { capacityTokens: 1 } }, 'kv-too-small', /1 tokens is 0 blocks/],
    [
      'heads that ranks cannot share',
      { placement: { knobs: { tensor: 3 } } },
      'heads-not-divisible',
      /32 attention heads/,
    ],
    [
      'heads that ranks cannot share, with a capacity by hand',
      { placement: { knobs: { tensor: 3 } }, kv: { capacityTokens: 4096 } },
      'heads-not-divisible',
      /32 attention heads/,
    ],
    [
      'more pipeline stages than layers',
      { placement: { knobs: { pipeline: 64 } }, kv: { capacityTokens: 4096 } },
      'more-stages-than-layers',
      /64 pipeline stages are more than the 32 layers/,
    ],
    ['a trace that is not there', { workload: { id: 'trace', knobs: { data: 'lost' } } }, 'trace-missing', /lost/],
  ] as const)('says so with figures, a remedy and the field: %s', async ([, setup, code, figures]) => {
    const problem = await refusal({ workload: few, ...setup })
    expect(problem.code).toBe(code)
    expect(problem.message).toMatch(figures)
    expectWhole(problem)
  })

  it('names the arm where one of four is infeasible, and the others are completed all the same', async () => {
    // given four arms, the third with weights of 810 GB on 80 GB
    const arms = { a: {}, b: { batching: { maxRunning: 4 } }, c: { model: { id: 'llama-3.1-405b' } }, d: {} }
    const experiment = document({ setup: { workload: few }, arms })
    const { arms: completed } = await lab().complete(experiment)
    expect(completed.map(({ problems }) => problems.length)).toEqual([0, 0, 1, 0])
    // when it is run, then the refusal says which arm
    const last = (await eventsOf(experiment)).at(-1)
    expect(last).toMatchObject({ kind: 'failed', problem: { code: 'weights-do-not-fit' } })
    if (last?.kind === 'failed') expect(last.problem.message).toMatch(/^Arm C: /)
  })

  it('tells what an event cannot do, and runs the rest', async () => {
    // given one instance, and events that know others, change the model in mid-run, or are of no kind there is
    const events = {
      far: { at: 1, kind: 'kill', instance: 7 },
      graft: { at: 2, kind: 'patch', patch: { model: { id: 'qwen3-8b' }, scheduler: { id: 'fcfs' } } },
      odd: { at: 3, kind: 'earthquake' },
    }
    const experiment = document({ setup: { workload: few }, events })
    const [arm] = (await lab().complete(experiment)).arms
    expect(arm.problems.map(({ code, path, severity }) => [code, path, severity])).toEqual([
      ['event-not-understood', 'events.odd', 'notice'],
      ['event-instance-missing', 'events.far.instance', 'notice'],
      ['patch-out-of-reach', 'events.graft', 'notice'],
    ])
    for (const problem of arm.problems) expectWhole(problem)
    expect(arm.problems[1].message).toMatch(/instance 7 of 1/)
    expect(arm.problems[2].message).toMatch(/changes model at 2 s/)
    expect((await eventsOf(experiment)).at(-1)?.kind).toBe('done')
  })

  it('gives every problem of any document a code, figures, a remedy and a path', () => {
    holdsFor(Number(process.env.LAWS_DOCUMENTS ?? 100), (each) => {
      const { completed } = readyOf(each)
      for (const problem of [...completed.problems, ...completed.arms.flatMap(({ problems }) => problems)]) {
        expectWhole(problem)
      }
    })
  })
})

function expectWhole({ code, message, remedy, path }: Problem): void {
  expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/)
  expect(message).toMatch(/^\S.*[.?]$/s)
  expect(remedy).toMatch(/^\S.*\.$/s)
  expect(path).toMatch(/^(setup|arms|events|data|engine|sweep)\b/)
}

describe('a set-up that can hardly run', () => {
  const ended = (setup: Patch, parts: Partial<Experiment> = {}): LawRun => {
    const [run] = startedArms(document({ ...parts, setup }))
    return finish(run)
  }
  const requestsOf = (run: LawRun) => (run.simulation.summary().report as { requests: Record<string, number> }).requests
  const fixed = (tokens: number) => ({ id: 'fixed', knobs: { tokens } })

  it('rejects prompts longer than the cache and serves the others', () => {
    // given a cache of 1,024 tokens (two blocks of which are kept for the answer) and prompts from 100 to 2,100 tokens
    const prompt = { id: 'uniform', knobs: { shortest: 100, width: 2000 } }
    const run = ended({ workload: few, lengths: { prompt, output: fixed(10) }, kv: { capacityTokens: 1024 } })
    const { promptTokens, phase, count } = run.cluster.requests
    const long = Array.from(promptTokens.subarray(0, count)).filter((tokens) => tokens >= 1024 - 32).length
    expect(long).toBeGreaterThan(0)
    expect(requestsOf(run)).toMatchObject({ arrived: 5, rejected: long, finished: 5 - long })
    expect(phase.length).toBeGreaterThan(0)
  })

  it('serves a request at a time where 40 positions are all there is', () => {
    // given room for one request: 40 positions less the 17 of the widest round leave 23 for prompt and answer together
    const kv = { capacityTokens: 40, blockTokens: 1 }
    const run = ended({ workload: few, lengths: { prompt: fixed(14), output: fixed(12) }, kv })
    // then every answer is cut to 23 − 14 tokens
    expect(requestsOf(run)).toMatchObject({ arrived: 5, finished: 5, truncated: 5 })
    expect(run.cluster.requests.emitted.subarray(0, 5)).toEqual(new Int32Array(5).fill(9))
  })

  it('ends a closed loop without a duration after its requests, with or without thinking', () => {
    for (const think of [0, 1]) {
      const workload = { id: 'closed-loop', knobs: { clients: 4, think, requests: 50 } }
      expect(requestsOf(ended({ workload }))).toMatchObject({ arrived: 50, finished: 50 })
    }
  })

  it('ends a closed loop whose every request is turned away at once', () => {
    // given clients that ask again in the same instant, and prompts that no cache of 64 tokens takes
    const workload = { id: 'closed-loop', knobs: { clients: 4, think: 0, requests: 1000 } }
    const run = ended({ workload, lengths: { prompt: fixed(5000), output: fixed(1) }, kv: { capacityTokens: 64 } })
    expect(requestsOf(run)).toMatchObject({ arrived: 1000, rejected: 1000 })
    expect(run.simulation.now).toBe(0)
  })

  it('ends when every instance is dead for good: those who wait are told as waiting', () => {
    const run = ended({ workload: few }, { events: { end: { at: 0, kind: 'kill', instance: 0 } } })
    expect(requestsOf(run)).toMatchObject({ arrived: 5, waiting: 5, finished: 0 })
    expect(run.simulation.summary().ending).toBe('stranded')
  })

  it('ends with an empty trace cut, no time at all, and everything at once', () => {
    const [row] = [...Object.values(shelf.resolve(document({})).data)]
    expect(row).toBeUndefined()
    expect(requestsOf(ended({ workload: few, horizon: { duration: 1e-9 } })).arrived).toBeLessThan(5)
    const rush = { id: 'poisson', knobs: { requests: 300, rate: 100_000 } }
    expect(requestsOf(ended({ workload: rush, lengths: { prompt: fixed(10), output: fixed(2) } })).finished).toBe(300)
  })
})
