/** A new arm is a copy; a fork is a copy with an event of its own, and knows what it came from. */
import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { addArm, forkArm, hasRoomForArm, sharedPasts } from '../../src/store/arms.ts'
import { createDocumentStore } from '../../src/store/document.ts'

const store = () => createDocumentStore({ document: defaultExperiment(), problems: [] })

describe('a fork at a moment', () => {
  it('is a copy of the arm on the form with an event of its own, as one step of undo', () => {
    const document = store()
    const before = document.getState().document
    document.getState().edit('arms.a', { kv: { watermark: 0.05 } })
    forkArm(document.getState(), 12.3456, { kind: 'kill', details: { instance: 0 } })
    const { document: forked, arm } = document.getState()
    expect(arm).toBe('b')
    expect(forked.arms.b).toEqual(forked.arms.a)
    expect(Object.values(forked.events ?? {})).toEqual([{ at: 12.35, kind: 'kill', arm: 'b', instance: 0 }])
    expect(sharedPasts(forked)).toEqual({ b: { base: 'a', until: 12.35 } })
    document.getState().undo()
    document.getState().undo()
    expect(document.getState().document).toEqual(before)
  })

  it('of a fork is the same until its own moment: what happens in the base alone happens in it too', () => {
    const document = store()
    forkArm(document.getState(), 5, { kind: 'kill', details: { instance: 0 } })
    forkArm(document.getState(), 9, { kind: 'restore', details: { instance: 0 } })
    const { document: forked, arm } = document.getState()
    expect(arm).toBe('c')
    const inArm = (key: string) => Object.values(forked.events ?? {}).filter((event) => event.arm === key)
    expect(inArm('b').map(({ at, kind }) => [at, kind])).toEqual([[5, 'kill']])
    expect(
      inArm('c')
        .map(({ at, kind }) => [at, kind])
        .toSorted(),
    ).toEqual(
      [
        [5, 'kill'],
        [9, 'restore'],
      ].toSorted(),
    )
    expect(sharedPasts(forked).c).toEqual({ base: 'b', until: 9 })
    document.getState().undo()
    expect(Object.keys(document.getState().document.arms)).toEqual(['a', 'b'])
  })

  it('keeps what it came from in a link', () => {
    const document = store()
    forkArm(document.getState(), 5, { kind: 'burst', details: { requests: 24, over: 1 } })
    const again = decode(encode(document.getState().document)).document
    expect(sharedPasts(again)).toEqual({ b: { base: 'a', until: 5 } })
  })

  it('is not made where four arms stand', () => {
    const document = store()
    for (let i = 0; i < 5; i++) addArm(document.getState())
    expect(Object.keys(document.getState().document.arms)).toEqual(['a', 'b', 'c', 'd'])
    expect(hasRoomForArm(document.getState().document)).toBe(false)
    const before = document.getState().document
    forkArm(document.getState(), 1, { kind: 'kill', details: {} })
    expect(document.getState().document).toBe(before)
  })
})

describe('a past that is shared', () => {
  const withArms = (arms: Experiment['arms'], events: NonNullable<Experiment['events']>): Experiment => ({
    ...defaultExperiment(),
    arms,
    events,
  })
  const kill = { kind: 'kill', instance: 0 }

  it('lasts to the first event that one of two equal set-ups has and the other has not', () => {
    const both = { at: 3, kind: 'burst', requests: 24 }
    const document = withArms({ a: {}, b: {} }, { both, own: { ...kill, at: 12, arm: 'b' } })
    expect(sharedPasts(document)).toEqual({ b: { base: 'a', until: 12 } })
  })
  it('is the longest there is: a fork of a fork shares more with that than with the baseline', () => {
    const document = withArms(
      { a: {}, b: {}, c: {} },
      {
        b: { ...kill, at: 5, arm: 'b' },
        'c-b': { ...kill, at: 5, arm: 'c' },
        c: { ...kill, kind: 'restore', at: 9, arm: 'c' },
      },
    )
    expect(sharedPasts(document)).toEqual({ b: { base: 'a', until: 5 }, c: { base: 'b', until: 9 } })
  })
  it('is none between set-ups that differ, and nothing to draw between runs that never part', () => {
    expect(
      sharedPasts(withArms({ a: {}, b: { kv: { watermark: 0.05 } } }, { own: { ...kill, at: 12, arm: 'b' } })),
    ).toEqual({})
    expect(sharedPasts(withArms({ a: {}, b: {} }, { both: { ...kill, at: 12 } }))).toEqual({})
    expect(sharedPasts(withArms({ a: {}, b: {} }, { own: { ...kill, at: 0, arm: 'b' } }))).toEqual({})
  })
  it('is that of every fork the page makes', () => {
    const document = store()
    document.getState().edit('arms.a', { kv: { watermark: 0.05 } })
    forkArm(document.getState(), 5, { kind: 'burst', details: { requests: 24, over: 1 } })
    expect(sharedPasts(document.getState().document)).toEqual({ b: { base: 'a', until: 5 } })
    // its own knobs from the start make it another run from the start
    document.getState().edit('arms.b.kv.watermark', 0.1)
    expect(sharedPasts(document.getState().document)).toEqual({})
  })

  it('are the same object after an edit that touches neither arms nor events: charts paint again for another one', () => {
    const document = withArms({ a: {}, b: {} }, { own: { ...kill, at: 5, arm: 'b' } })
    const edited = { ...document, setup: { ...document.setup, batching: { maxRunning: 8 } } }
    expect(sharedPasts(edited)).toBe(sharedPasts(document))
    expect(sharedPasts(withArms({ a: {} }, {}))).toBe(sharedPasts(withArms({ a: {} }, {})))
  })
})
