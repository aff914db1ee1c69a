import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultExperiment, frozenDefaults } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import { setupOf, withPatch } from '../../src/experiment/setup-of.ts'
import { randomDocument } from './random-documents.ts'

const edited = (...edits: readonly (readonly [string, unknown])[]): Experiment =>
  edits.reduce((document, [path, value]) => edit(document, path, value), defaultExperiment())
const budget = frozenDefaults().choices.scheduler?.['chunked-prefill']?.tokenBudget as number

describe('an edit', () => {
  it('keeps what differs, and nothing when a slider is back where it was', () => {
    const there = edited(['setup.scheduler.tokenBudget', budget / 2])
    expect(there.setup).toEqual({ scheduler: { knobs: { tokenBudget: budget / 2 } } })
    expect(edit(there, 'setup.scheduler.tokenBudget', budget)).toEqual(defaultExperiment())
  })
  it('of nothing gives the same document, so nothing is recorded', () => {
    const document = edited(['setup.workload.rate', 9])
    expect(edit(document, 'setup.workload.rate', 9)).toBe(document)
  })
  it('puts in another algorithm with its own knobs and forgets those of the old one', () => {
    const document = edited(['setup.scheduler.tokenBudget', 64], ['setup.scheduler', 'static'])
    expect(document.setup).toEqual({ scheduler: { id: 'static' } })
    expect(setupOf(document).scheduler).toEqual({ id: 'static', knobs: frozenDefaults().choices.scheduler?.static })
  })
  it('puts a value, an algorithm or a whole group back when given undefined', () => {
    const document = edited(
      ['setup.decoder', 'speculative'],
      ['setup.decoder.draftLength', 7],
      ['setup.kv.blockTokens', 8],
    )
    expect(edit(document, 'setup.decoder.draftLength', undefined).setup).toMatchObject({
      decoder: { id: 'speculative' },
    })
    for (const path of ['setup.decoder', 'setup.decoder.id']) {
      expect(edit(document, path, undefined).setup).toEqual({ kv: { blockTokens: 8 } })
    }
    expect(edit(document, 'setup', undefined)).toEqual(defaultExperiment())
  })
  it('takes a key out of a record when given null', () => {
    expect(edited(['setup.classes.batch', null]).setup).toEqual({ classes: { batch: null } })
    expect(setupOf(edited(['setup.classes.batch', null])).classes).not.toHaveProperty('batch')
  })
  it('of an arm is a difference from the setup below it', () => {
    const document = edited(['setup.workload.rate', 9], ['arms.b.workload.rate', 3], ['arms.b.kv.blockTokens', 8])
    expect(document.arms).toEqual({ a: {}, b: { workload: { knobs: { rate: 3 } }, kv: { blockTokens: 8 } } })
    expect(edit(document, 'arms.b.workload.rate', 9).arms.b).toEqual({ kv: { blockTokens: 8 } })
    expect(setupOf(document, 'b')).toMatchObject({ workload: { knobs: { rate: 3 } }, kv: { blockTokens: 8 } })
  })
  it('adds and removes arms, and leaves a baseline when the last one goes', () => {
    expect(Object.keys(edited(['arms.b', {}]).arms)).toEqual(['a', 'b'])
    expect(edited(['arms.b', {}], ['arms.a', null]).arms).toEqual({ b: {} })
    expect(edited(['arms.a', null]).arms).toEqual({ a: {} })
  })
  it('makes and removes events, and leaves no empty record behind', () => {
    const forked = edited(['events.fork', { at: 3, kind: 'patch' }], ['events.fork.patch.scheduler', 'static'])
    expect(forked.events).toEqual({ fork: { at: 3, kind: 'patch', patch: { scheduler: { id: 'static' } } } })
    expect(edit(forked, 'events.fork.at', 4).events?.fork?.at).toBe(4)
    expect(edit(forked, 'events.fork', null)).toEqual(defaultExperiment())
  })
  it('of an event can be read as a whole setup', () => {
    const document = edited(
      ['setup.kv.blockTokens', 8],
      ['events.fork', { at: 3, kind: 'patch' }],
      ['events.fork.patch.scheduler', 'static'],
    )
    const patch = document.events?.fork?.patch as Record<string, unknown>
    expect(withPatch(document, setupOf(document), patch)).toMatchObject({
      kv: { blockTokens: 8 },
      scheduler: { id: 'static', knobs: frozenDefaults().choices.scheduler?.static },
    })
  })
  it('law: there and back again is the document it was', () => {
    fc.assert(
      fc.property(randomDocument, fc.integer({ min: 1, max: 1e6 }), (document, value) => {
        const before = (setupOf(document).batching as { maxRunning: number }).maxRunning
        const there = edit(document, 'setup.batching.maxRunning', value)
        expect(setupOf(there)).toMatchObject({ batching: { maxRunning: value } })
        expect(edit(there, 'setup.batching.maxRunning', before)).toEqual(document)
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})
