/** A new arm is a copy; a fork is a copy with an event of its own, and knows what it came from. */
import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { addArm, forkArm, forkOf, hasRoomForArm } from '../../src/store/arms.ts'
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
    expect(forkOf(forked, 'b')).toEqual({ base: 'a', at: 12.35 })
    expect(forkOf(forked, 'a')).toBeNull()
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
    expect(forkOf(forked, 'c')).toEqual({ base: 'b', at: 9 })
    document.getState().undo()
    expect(Object.keys(document.getState().document.arms)).toEqual(['a', 'b'])
  })

  it('keeps what it came from in a link', () => {
    const document = store()
    forkArm(document.getState(), 5, { kind: 'burst', details: { requests: 24, over: 1 } })
    const again = decode(encode(document.getState().document)).document
    expect(forkOf(again, 'b')).toEqual({ base: 'a', at: 5 })
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
