import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import { countPoints, MOST_POINTS, pointsOf } from '../../src/experiment/points.ts'
import { setupOf } from '../../src/experiment/setup-of.ts'

const sweep = (axes: Readonly<Record<string, readonly [string, readonly unknown[]]>>): Experiment =>
  Object.entries(axes).reduce(
    (document, [key, [path, values]]) => edit(document, `sweep.axes.${key}`, { path, values }),
    defaultExperiment(),
  )

describe('the points of a document', () => {
  it('are one run where nothing is compared, swept or repeated', () => {
    const document = defaultExperiment()
    expect(pointsOf(document)).toEqual({
      points: [{ arm: 'a', point: 0, at: {}, seed: 1, patch: {}, setup: setupOf(document) }],
      total: 1,
      problems: [],
    })
  })
  it('are arms × sweep values × seeds, arms first', () => {
    const document = edit(sweep({ rate: ['workload.rate', [1, 2]] }), 'arms.b.scheduler', 'static')
    const { points, total } = pointsOf(document, [7, 8])
    // 2 arms × 2 rates × 2 seeds
    expect(total).toBe(8)
    expect(points.map(({ arm, at, seed }) => `${arm} ${at.rate} ${seed}`)).toEqual([
      ...['a 1 7', 'b 1 7', 'a 1 8', 'b 1 8'],
      ...['a 2 7', 'b 2 7', 'a 2 8', 'b 2 8'],
    ])
    expect(points[7]?.patch).toEqual({ scheduler: { id: 'static' }, workload: { knobs: { rate: 2 } } })
  })
  it('let the last axis vary fastest', () => {
    const { points } = pointsOf(sweep({ x: ['workload.rate', [1, 2]], y: ['kv.blockTokens', [8, 16, 32]] }))
    expect(points.map(({ at, point }) => [point, at.x, at.y])).toEqual([
      ...[
        [0, 1, 8],
        [1, 1, 16],
        [2, 1, 32],
      ],
      ...[
        [3, 2, 8],
        [4, 2, 16],
        [5, 2, 32],
      ],
    ])
  })
  it('sweep algorithms too, each from its own knobs', () => {
    const { points } = pointsOf(
      edit(sweep({ x: ['scheduler', ['static', 'fcfs']] }), 'setup.scheduler.tokenBudget', 64),
    )
    expect(points.map(({ patch }) => patch)).toEqual([{ scheduler: { id: 'static' } }, { scheduler: { id: 'fcfs' } }])
  })
  it('repeat everything with other seeds along an axis of the path seed', () => {
    expect(pointsOf(sweep({ s: ['seed', [3, 4, 5]] })).points.map(({ seed, point }) => [seed, point])).toEqual([
      [3, 0],
      [4, 0],
      [5, 0],
    ])
    expect(pointsOf(sweep({ s: ['seed', [1.5]] })).problems[0]).toMatchObject({ path: 'sweep.axes.s.path' })
  })
  it('leave out an axis whose path cannot be followed, and say so', () => {
    const { points, problems } = pointsOf(sweep({ x: ['__proto__.rate', [1, 2]] }))
    expect(points).toHaveLength(1)
    expect(problems).toMatchObject([{ code: 'path-not-usable', path: 'sweep.axes.x.path' }])
  })
  it('are counted without one being built: the lengths of the axes are multiplied', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1)
    const asked = sweep({ x: ['workload.rate', hundred], y: ['kv.blockTokens', hundred] })
    // given a document whose set-up may not be looked at
    const closed: Experiment = {
      ...asked,
      get setup(): never {
        throw new Error('a set-up was built')
      },
    }
    expect(countPoints(closed)).toEqual({ total: 10_000, problems: [] })
    expect(() => pointsOf(closed)).toThrow('a set-up was built')
    // then as many as are listed, seeds and wrong axes counted alike
    for (const document of [asked, sweep({ s: ['seed', [3, 4, 5]] }), sweep({ x: ['__proto__.rate', [1, 2]] })]) {
      const { total, problems } = pointsOf(document, [1, 2])
      expect(countPoints(document, [1, 2])).toEqual({ total, problems })
    }
  })

  it(`end at ${MOST_POINTS}, with the number asked for`, () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1)
    const document = edit(sweep({ x: ['workload.rate', hundred], y: ['kv.blockTokens', hundred] }), 'arms.b', {})
    const { points, total, problems } = pointsOf(document)
    expect([points.length, total]).toEqual([10_000, 20_000])
    expect(problems[0]?.message).toContain('20000 runs')
  })
})
