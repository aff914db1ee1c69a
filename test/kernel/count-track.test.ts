import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRecorder } from '../../src/kernel/recorder.ts'
import type { CountWindow } from '../../src/kernel/tracks.ts'

const marks = fc.array(fc.record({ gap: fc.constantFrom(0, 0.1, 1, 7), amount: fc.integer({ min: 0, max: 9 }) }), {
  minLength: 1,
  maxLength: 500,
  size: 'max',
})
const budgets = fc.constantFrom(4, 16, 128)

describe('count track', () => {
  it('books amounts at their time and clears them', () => {
    const recorder = createRecorder()
    const track = recorder.count({ id: 'tokens', title: 'Tokens', unit: 'tokens', series: ['prefill', 'decode'] })
    track.value[0] = 100
    track.mark(1)
    expect([...track.value]).toEqual([0, 0])
    track.value[1] += 3
    track.mark(2)
    track.value[1] += 4
    track.mark(2) // the same time: added
    recorder.close(3)
    const window = recorder.window('tokens', 0, 3, 300) as CountWindow
    expect([...window.start]).toEqual([1, 2])
    expect([...window.sum]).toEqual([100, 0, 0, 7]) // series-major: prefill 100, 0; decode 0, 7
    expect(recorder.readAt('tokens', 1.5)).toMatchObject({ start: 1, end: 2 })
    expect([...(recorder.readAt('tokens', 2.5)?.values ?? [])]).toEqual([0, 7])
  })

  it('counts what happens at the very end of what is known', () => {
    const recorder = createRecorder()
    const track = recorder.count({ id: 'done', title: 'Done', unit: 'requests', series: ['done'] })
    track.value[0] = 1
    track.mark(4)
    const window = recorder.window('done', 0, 4, 10) as CountWindow
    expect([window.computed, window.ends, ...window.sum]).toEqual([4, 4, 1])
  })

  it('loses no amount at any budget and any number of pixels', () => {
    fc.assert(
      fc.property(marks, budgets, fc.integer({ min: 1, max: 50 }), (list, budget, pixels) => {
        const recorder = createRecorder()
        const track = recorder.count({ id: 'c', title: 'C', unit: '', series: ['a', 'b'], budget })
        let time = 0
        for (const { gap, amount } of list) {
          track.value[0] += amount
          track.value[1] += 1
          time += gap
          track.mark(time)
        }
        recorder.close(time + 1)
        const window = recorder.window('c', 0, time + 1, pixels) as CountWindow
        const sums = [0, 0]
        window.sum.forEach((sum, i) => {
          sums[i < window.length ? 0 : 1] += sum
        })
        expect(sums).toEqual([list.reduce((sum, { amount }) => sum + amount, 0), list.length])
        expect(window.length).toBeLessThanOrEqual(2 * pixels + 1)
      }),
    )
  })
})
