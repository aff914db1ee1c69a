import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRecorder } from '../../src/kernel/recorder.ts'
import type { GridWindow } from '../../src/kernel/tracks.ts'

const marks = fc.array(fc.record({ gap: fc.constantFrom(0, 0.1, 1, 7), amount: fc.integer({ min: 0, max: 9 }) }), {
  minLength: 1,
  maxLength: 500,
  size: 'max',
})

describe('grid track', () => {
  it('keeps a row of amounts a mark, layer by layer', () => {
    const recorder = createRecorder()
    const track = recorder.grid({ id: 'experts', title: 'Experts', unit: 'tokens', series: ['0', '1'], cells: 3 })
    track.value[0 * 3 + 2] += 5
    track.mark(1)
    track.value[1 * 3 + 0] += 7
    track.mark(2)
    recorder.close(3)
    const window = recorder.window('experts', 1, 3, 100) as GridWindow
    expect([window.layers, window.cells, window.length]).toEqual([2, 3, 2])
    expect([...window.start]).toEqual([1, 2])
    expect([...window.sum]).toEqual([0, 0, 5, 0, 0, 0, 0, 0, 0, 7, 0, 0])
  })

  it('folds pairs of rows when the budget is full', () => {
    // given 5 marks of 1 in a budget of 4: rows of 2 marks from then on, the fifth alone
    const recorder = createRecorder()
    const track = recorder.grid({ id: 'g', title: 'G', unit: '', series: ['0'], cells: 1, budget: 4 })
    for (let i = 0; i < 5; i++) {
      track.value[0] += 1
      track.mark(i)
    }
    recorder.close(5)
    const window = recorder.window('g', 0, 5, 1000) as GridWindow
    expect([[...window.start], [...window.sum], window.fold]).toEqual([[0, 2, 4], [2, 2, 1], 2])
  })

  it('loses no amount of any cell at any budget, asked before or after', () => {
    const budgets = fc.constantFrom(4, 16, 128)
    fc.assert(
      fc.property(marks, budgets, fc.integer({ min: 1, max: 20 }), fc.nat(500), (list, budget, pixels, ask) => {
        const recorder = createRecorder()
        const track = recorder.grid({ id: 'g', title: 'G', unit: '', series: ['0', '1'], cells: 2, budget })
        const exact = [0, 0, 0, 0]
        let time = 0
        list.forEach(({ gap, amount }, i) => {
          track.value[i % 4] += amount
          exact[i % 4] += amount
          time += gap
          track.mark(time)
          if (i === ask) recorder.window('g', 0, time, pixels)
        })
        recorder.close(time + 1)
        const window = recorder.window('g', 0, time + 1, pixels) as GridWindow
        const sums = [0, 0, 0, 0]
        window.sum.forEach((sum, i) => {
          sums[i % 4] += sum
        })
        expect(sums).toEqual(exact)
        for (let i = 1; i < window.length; i++) expect(window.start[i]).toBeGreaterThan(window.start[i - 1])
      }),
    )
  })
})
