import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { Shelf } from '../../src/run/shelf.ts'
import { completed, documentOf } from './documents.ts'

type Node = { readonly id: string; readonly knobs: Readonly<Record<string, unknown>> }
const schedulerOf = (setup: unknown) => (setup as { scheduler: Node }).scheduler

describe('completing a document', () => {
  it('makes the default document whole without a word', () => {
    const { completed: whole, arms } = completed(defaultExperiment())
    expect(whole.problems).toEqual([])
    expect(whole.arms.map(({ key, problems }) => [key, problems])).toEqual([['a', []]])
    expect(whole.runs).toBe(1)
    expect(arms).toHaveLength(1)
    expect(schedulerOf(arms[0].setup)).toEqual({ id: 'chunked-prefill', knobs: { tokenBudget: 512 } })
  })

  it('knows facts before anything runs', () => {
    const [{ facts }] = completed(defaultExperiment()).completed.arms
    expect(facts.length).toBeGreaterThan(3)
    for (const { label, value } of facts) expect([label.length > 0, value]).not.toContain(undefined)
  })

  it('applies the patch of each arm to the set-up that all share', () => {
    const { arms } = completed(
      documentOf({ arms: { a: {}, b: { scheduler: { id: 'static', knobs: { batchSize: 3 } } } } }),
    )
    expect(arms.map(({ key, setup }) => [key, schedulerOf(setup).id])).toEqual([
      ['a', 'chunked-prefill'],
      ['b', 'static'],
    ])
    // nothing else differs, and the seed is the same: arms share their luck
    const rest = arms.map(({ setup }) => ({ ...(setup as object), scheduler: null }))
    expect(rest[0]).toEqual(rest[1])
    expect(arms[0].seed).toBe(arms[1].seed)
  })

  it('replaces the knobs of an algorithm with the algorithm', () => {
    // given a token budget for the chunked scheduler; static batching has no such knob
    const { arms, completed: whole } = completed(
      documentOf({
        setup: { scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: 64 } } },
        arms: { a: {}, b: { scheduler: { id: 'static' } } },
      }),
    )
    expect(schedulerOf(arms[1].setup)).toEqual({ id: 'static', knobs: { batchSize: 16 } })
    expect(whole.arms[1].problems).toEqual([])
  })

  it('tells wrong values by arm and path, and uses the default', () => {
    const { completed: whole } = completed(documentOf({ arms: { a: {}, b: { kv: { blockTokens: 99_999 } } } }))
    expect(whole.arms[0].problems).toEqual([])
    expect(whole.arms[1].problems.map(({ path }) => path)).toEqual(['setup.kv.blockTokens'])
    expect((whole.arms[1].setup.kv as { blockTokens: number }).blockTokens).toBe(16)
  })

  it('says what stops an arm from running, with figures', () => {
    const { completed: whole } = completed(
      documentOf({ setup: { accelerator: { id: 'rtx-4090' }, model: { id: 'llama-3.1-70b' } } }),
    )
    const errors = whole.arms[0].problems.filter(({ severity }) => severity !== 'notice')
    expect(errors.length).toBeGreaterThan(0)
    expect(errors[0].message).toMatch(/\d+(\.\d+)? GB/)
    expect(errors[0].remedy.length).toBeGreaterThan(10)
  })

  it('counts the simulations that are asked for', () => {
    const sweep = { axes: { x: { path: 'workload.knobs.rate', values: [1, 2, 3] } } }
    expect(completed(documentOf({ arms: { a: {}, b: {} }, sweep })).completed.runs).toBe(2 * 3)
  })

  it('knows no other engine than its own', () => {
    const ready = completeDocument(documentOf({ engine: { id: 'perpetuum', version: '1' } }), new Shelf())
    expect(ready.engine).toBeNull()
    expect(ready.arms).toEqual([])
    expect(ready.completed.problems[0]).toMatchObject({ code: 'engine-unknown', path: 'engine.id' })
    expect(ready.completed.problems[0].remedy).toContain('serving')
  })
})

describe('events of a document', () => {
  const patch = (at: number, scheduler: object, rest: object = {}) => ({
    at,
    kind: 'patch',
    patch: { scheduler },
    ...rest,
  })

  it('come by time, whatever their keys', () => {
    const { arms } = completed(
      documentOf({ events: { late: { at: 5, kind: 'kill' }, early: { at: 1, kind: 'kill' } } }),
    )
    expect(arms[0].events.map(({ key, at }) => [key, at])).toEqual([
      ['early', 1],
      ['late', 5],
    ])
  })

  it('belong to every arm, or to the one they name', () => {
    const { arms } = completed(
      documentOf({
        arms: { a: {}, b: {} },
        events: { all: { at: 1, kind: 'kill' }, one: { at: 2, kind: 'kill', arm: 'b' } },
      }),
    )
    expect(arms.map(({ events }) => events.map(({ key }) => key))).toEqual([['all'], ['all', 'one']])
  })

  it('that patch reach the engine as whole set-ups, each with the patches before it', () => {
    const { arms } = completed(
      documentOf({
        arms: { a: { batching: { maxRunning: 7 } } },
        events: {
          one: patch(1, { id: 'static', knobs: { batchSize: 3 } }),
          two: { at: 2, kind: 'patch', patch: { router: { id: 'least-kv' } } },
        },
      }),
    )
    const [one, two] = arms[0].events.map(({ setup }) => setup as { scheduler: Node; router: Node; batching: object })
    expect(one.scheduler).toEqual({ id: 'static', knobs: { batchSize: 3 } })
    expect(one.router.id).toBe('round-robin')
    expect(two.scheduler.id).toBe('static')
    expect(two.router.id).toBe('least-kv')
    expect(two.batching).toEqual({ maxRunning: 7 })
  })

  it('that make no sense are told by key', () => {
    const { completed: whole } = completed(
      documentOf({
        events: { bad: patch(1, { id: 'fastest' }), odd: { at: 1, kind: 'explode' } },
      }),
    )
    expect(whole.arms[0].problems.map(({ path }) => path).sort()).toEqual(['events.bad', 'events.odd'])
  })
})

describe('data of a document', () => {
  const reference = { title: 'morning', rows: 3, hash: 'a1b2c3d4e5f60718' }
  const table = {
    title: 'morning',
    length: 1,
    arrival: Float64Array.of(0),
    promptTokens: Int32Array.of(5),
    outputTokens: Int32Array.of(2),
    hash: reference.hash,
  }
  const document = documentOf({ setup: { workload: { id: 'trace' } }, data: { trace: reference } })

  it('that are not here are named, and what to do', () => {
    const { completed: whole } = completed(document)
    expect(whole.missingData).toEqual(['trace'])
    expect(whole.problems).toHaveLength(1)
    expect(whole.problems[0]).toMatchObject({ code: 'data-missing', path: 'data.trace' })
    expect(whole.problems[0].message).toContain('“morning” (3 rows, a1b2c3d4)')
  })

  it('are found by their content', () => {
    const shelf = new Shelf()
    shelf.put(table)
    expect(completed(document, shelf).completed.missingData).toEqual([])
    expect(shelf.resolve(document).data.trace).toBe(table)
    const other = { ...document, data: { trace: { ...reference, hash: 'ffff' } } }
    expect(shelf.resolve(other).missing).toEqual(['trace'])
  })
})
