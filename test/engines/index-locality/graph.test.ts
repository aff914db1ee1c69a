/** Personalised PageRank: the exact vector, what estimates come to, and what a batch shares. */
import { describe, expect, it } from 'vitest'
import { indexLocality } from '../../../src/engines/index-locality/index.ts'
import { grown } from '../../../src/engines/index-locality/roles/subject/graph/attachment.ts'
import { Fingerprints } from '../../../src/engines/index-locality/roles/subject/graph/estimator/fingerprints.ts'
import { estimators } from '../../../src/engines/index-locality/roles/subject/graph/estimator/index.ts'
import { exactly } from '../../../src/engines/index-locality/roles/subject/graph/exactly.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import type { Shared } from '../../../src/kernel/engine.ts'
import { createNullRecorder } from '../../../src/kernel/recorder.ts'
import { created } from '../../../src/schema/choice.ts'
import { arenaFor, ran } from './lab.ts'

const graphOf = (vertices = 60, ties = 2) => {
  const memory = arenaFor()
  return { memory, graph: grown(memory, vertices, ties, createDraws(1).stream('ties')) }
}
const contextOf = () => ({ ...graphOf(), draws: createDraws(2), stop: 0.15 })
const sum = (mass: Float64Array): number => mass.reduce((total, one) => total + one, 0)
const finish = <T>(steps: Generator<unknown, T, void>): T => {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
const chosen = (id: string, knobs: object = {}) => ({ id, knobs })
const runOf = (estimator: object, rest: object = {}) =>
  ran({ id: 'graph', knobs: { operations: 5, batch: 4, estimator, ...rest } }, { warmUp: 0 })

describe('a grown graph', () => {
  it('has two ends for every tie, as many ties as were made, and hubs', () => {
    const { graph } = graphOf(500, 4)
    const degrees = graph.neighbours.map(({ length }) => length)
    // five places that all know each other, then four ties for each of the others: 2 × (10 + 4 × 495)
    expect(degrees.reduce((total, one) => total + one, 0)).toBe(2 * (10 + 4 * 495))
    for (const [v, list] of graph.neighbours.entries())
      for (const other of list) expect(graph.neighbours[other]).toContain(v)
    expect(Math.max(...degrees)).toBeGreaterThan(30)
    expect(Math.min(...degrees)).toBe(4)
  })

  it('lies in memory as it is', () => {
    const { graph } = graphOf()
    for (let v = 0; v < 60; v++) {
      expect(graph.degree(v)).toBe(graph.neighbours[v].length)
      expect(graph.neighbours[v].map((_, slot) => graph.neighbour(v, slot))).toEqual(graph.neighbours[v])
    }
  })
})

describe('the exact vector', () => {
  it('is what one more step leaves as it is, and has a mass of 1', () => {
    const { graph } = graphOf()
    const rank = exactly(graph, 7, 0.15)
    expect(sum(rank)).toBeCloseTo(1, 6)
    for (let v = 0; v < 60; v++) {
      // p(v) = c [v is the source] + (1 − c) Σ p(u) / ties of u, over who is tied to v
      const from = graph.neighbours[v].reduce((total, u) => total + rank[u] / graph.neighbours[u].length, 0)
      expect(rank[v]).toBeCloseTo((v === 7 ? 0.15 : 0) + 0.85 * from, 6)
    }
  })
})

describe('an estimate', () => {
  it('of a fingerprint has walks of 1 / c places on average: 6.67 at 0.15', () => {
    const context = contextOf()
    const prints = new Fingerprints(context, 400)
    const found = new Float64Array(60)
    for (let v = 0; v < 60; v++) prints.addTo([found], [1], v)
    // the mass of a fingerprint is c × the mean length of its walks; 24,000 of them are 1 % off at most
    expect(sum(found) / 60).toBeGreaterThan(0.98)
    expect(sum(found) / 60).toBeLessThan(1.02)
  })

  it('that goes on for ever is the exact one, and no step is the source alone', () => {
    const context = contextOf()
    const stepsOf = (pushes: number) =>
      finish(created(estimators, chosen('steps-alone', { pushes }), context).estimate([7], 0))[0]
    expect(stepsOf(0)[7]).toBe(1)
    const exact = exactly(context.graph, 7, 0.15)
    const error = (mass: Float64Array) => mass.reduce((total, one, v) => total + Math.abs(one - exact[v]), 0)
    expect(error(stepsOf(100))).toBeLessThan(1e-6)
    expect(error(stepsOf(8))).toBeLessThan(error(stepsOf(2)))
    expect(sum(stepsOf(3))).toBeCloseTo(1, 12)
  })

  it('of a batch is that of each query alone', () => {
    const context = contextOf()
    const make = () => created(estimators, chosen('powerwalk', { walks: 20, pushes: 2 }), context)
    const together = finish(make().estimate([3, 40, 41], 0))
    expect(together).toEqual([3, 40, 41].map((source) => finish(make().estimate([source], 0))[0]))
  })

  // 2,000 places, 100 walks: 0.945, 0.399, 0.150 and 0.077 from a script of another hand
  it.each([
    ['fingerprint', { walks: 100 }, 0.945],
    ['powerwalk', { walks: 100, pushes: 1 }, 0.399],
    ['powerwalk', { walks: 100, pushes: 2 }, 0.15],
    ['powerwalk', { walks: 100, pushes: 3 }, 0.077],
  ])('%s %o is off by about %d', (id, knobs, error) => {
    const found = runOf(chosen(id, knobs)).figure('l1Error')
    expect(found / error).toBeGreaterThan(0.85)
    expect(found / error).toBeLessThan(1.15)
  })

  it('composed of fingerprints of others is off by more', () => {
    expect(runOf(chosen('of-others')).figure('l1Error')).toBeGreaterThan(
      2 * runOf(chosen('powerwalk')).figure('l1Error'),
    )
  })

  it('of a batch reads a place once for all of its queries', () => {
    const alone = runOf(chosen('powerwalk'), { batch: 1, operations: 8 }).figure('sharedWork')
    expect(alone).toBe(1)
    expect(runOf(chosen('powerwalk'), { batch: 8, operations: 1 }).figure('sharedWork')).toBeLessThan(0.8)
  })
})

it('law: runs that share the truth come to what each of them comes to alone', () => {
  const subject = (id: string) => ({
    id: 'graph',
    knobs: { vertices: 200, operations: 4, batch: 2, estimator: { id, knobs: {} } },
  })
  const shared: Shared = new Map()
  const told = (id: string, context: { readonly shared?: Shared }) => {
    const { setup } = indexLocality.complete({ subject: subject(id) })
    const given = { draws: createDraws(1), recorder: createNullRecorder(), events: [], data: {} }
    const begun = indexLocality.start(setup, { ...given, ...context })
    if (!begun.ok) throw new Error(begun.problems[0].message)
    while (begun.value.advance(Infinity, 5000) === 'more');
    return begun.value.summary()
  }
  const first = told('powerwalk', { shared })
  const truths = shared.size
  expect(truths).toBeGreaterThan(0)
  expect(first).toEqual(told('powerwalk', {}))
  expect(told('fingerprint', { shared })).toEqual(told('fingerprint', {}))
  expect(shared.size).toBe(truths)
})
