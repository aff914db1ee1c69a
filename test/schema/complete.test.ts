import { describe, expect, it } from 'vitest'
import { serving } from '../../src/engines/serving/index.ts'

const defaults = serving.complete({}).setup
const problemsOf = (setup: unknown) => serving.complete(setup).problems
const first = (setup: unknown) => problemsOf(setup)[0]

describe('completing a set-up', () => {
  it('fills in every default, and says nothing about that', () => {
    expect(problemsOf({})).toEqual([])
    expect(defaults.scheduler).toEqual({ id: 'chunked-prefill', knobs: { tokenBudget: 512 } })
    expect(defaults.kv).toMatchObject({ blockTokens: 16, utilisation: 0.9 })
  })

  it('keeps what is right', () => {
    const { setup, problems } = serving.complete({ scheduler: { id: 'static', knobs: { batchSize: 3 } } })
    expect(problems).toEqual([])
    expect(setup.scheduler).toEqual({ id: 'static', knobs: { batchSize: 3 } })
  })

  it('is done once: a whole set-up comes out as it went in', () => {
    expect(serving.complete(defaults)).toEqual({ setup: defaults, problems: [] })
  })

  it('does not touch what it was given', () => {
    const given = { kv: { blockTokens: -1 } }
    serving.complete(given)
    expect(given).toEqual({ kv: { blockTokens: -1 } })
  })
})

describe('a wrong value', () => {
  it('is replaced by its default, with its path, what it was and what is allowed', () => {
    const { setup, problems } = serving.complete({ kv: { blockTokens: 5000, watermark: 0.02 } })
    expect(setup.kv).toMatchObject({ blockTokens: 16, watermark: 0.02 })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ path: 'setup.kv.blockTokens', severity: 'notice', code: 'value-replaced' })
    expect(problems[0].message).toContain('5000')
    expect(problems[0].remedy).toBe('Choose a value of at most 1024.')
  })

  it('may be of the wrong kind, or no number at all', () => {
    for (const value of ['16', true, Number.NaN, Number.POSITIVE_INFINITY, 1.5, {}, [], null]) {
      const { setup, problems } = serving.complete({ kv: { blockTokens: value } })
      expect(setup.kv.blockTokens, String(value)).toBe(16)
      expect(problems.map(({ path }) => path)).toEqual(['setup.kv.blockTokens'])
    }
  })

  it('is told once each, however many there are', () => {
    const problems = problemsOf({
      kv: { blockTokens: 0, utilisation: 7 },
      batching: { maxRunning: -1 },
      scheduler: { id: 'static', knobs: { batchSize: 0 } },
    })
    expect(problems.map(({ path }) => path).sort()).toEqual([
      'setup.batching.maxRunning',
      'setup.kv.blockTokens',
      'setup.kv.utilisation',
      'setup.scheduler.knobs.batchSize',
    ])
  })

  it('in a choice of words names the words', () => {
    const problem = first({ precision: { weights: 'fp3' } })
    expect(problem.path).toBe('setup.precision.weights')
    expect(problem.remedy).toBe('Choose one of bf16, fp8, int8, int4.')
  })
})

describe('an unknown key', () => {
  it('is left out and named', () => {
    const { setup, problems } = serving.complete({ kv: { blockToken: 8 }, colour: 'red' })
    expect(setup).toEqual(defaults)
    expect(problems).toHaveLength(2)
    expect(problems.map(({ message }) => message).join(' ')).toMatch(/kv\.blockToken .*not a knob/)
    expect(problems.map(({ message }) => message).join(' ')).toMatch(/colour .*not a knob/)
  })

  it('among the knobs of an algorithm does not cost the algorithm', () => {
    const { setup, problems } = serving.complete({
      scheduler: { id: 'static', knobs: { batchSize: 3, tokenBudget: 8 } },
    })
    expect(setup.scheduler).toEqual({ id: 'static', knobs: { batchSize: 3 } })
    expect(problems[0].message).toContain('scheduler.knobs.tokenBudget')
  })

  it('cannot reach the prototype of objects', () => {
    const hostile: unknown = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
    serving.complete(hostile)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('an unknown algorithm', () => {
  it('is replaced by the default of its role, and the known ones are named', () => {
    const { setup, problems } = serving.complete({ scheduler: { id: 'fastest', knobs: { speed: 9 } } })
    expect(setup.scheduler).toEqual(defaults.scheduler)
    expect(problems).toHaveLength(1)
    expect(problems[0].path).toMatch(/^setup\.scheduler/)
    expect(problems[0].message).toContain('fastest')
    for (const id of ['chunked-prefill', 'fcfs', 'priority']) expect(problems[0].remedy).toContain(id)
  })

  it('may be no node at all', () => {
    for (const scheduler of ['static', 7, null, [], { knobs: {} }]) {
      const { setup, problems } = serving.complete({ scheduler })
      expect(setup.scheduler, JSON.stringify(scheduler)).toEqual(defaults.scheduler)
      expect(problems).toHaveLength(1)
    }
  })

  it('inside another algorithm costs only itself', () => {
    const { setup } = serving.complete({
      decoder: { id: 'speculative', knobs: { draftLength: 3, process: { id: 'psychic' } } },
    })
    expect(setup.decoder).toMatchObject({ id: 'speculative', knobs: { draftLength: 3, process: { id: 'text-like' } } })
  })
})

describe('nonsense', () => {
  it('is the default set-up', () => {
    for (const given of [null, undefined, 7, 'x', [], [1, 2]]) expect(serving.complete(given).setup).toEqual(defaults)
  })
})
