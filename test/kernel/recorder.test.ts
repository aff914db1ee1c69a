import { describe, expect, it } from 'vitest'
import { createNullRecorder, createRecorder } from '../../src/kernel/recorder.ts'

const spec = (id: string) => ({ id, title: id, unit: '', series: ['a'] })

describe('recorder', () => {
  it('lists its tracks in the order in which they were asked for, with their kind', () => {
    const recorder = createRecorder()
    recorder.level(spec('kv/0'))
    recorder.span(spec('lanes'))
    expect(recorder.tracks.map(({ id, kind }) => `${id} ${kind}`)).toEqual(['kv/0 level', 'lanes span'])
  })

  it('refuses to give one track twice and a budget that does not fold', () => {
    const recorder = createRecorder()
    recorder.level(spec('kv'))
    expect(() => recorder.count(spec('kv'))).toThrow('kv')
    expect(() => recorder.level({ ...spec('odd'), budget: 100 })).toThrow('100')
  })

  it('answers null for a track it does not have, and reads only levels and counts', () => {
    const recorder = createRecorder()
    recorder.grid(spec('grid')).mark(1)
    expect(recorder.window('none', 0, 1, 10)).toBeNull()
    expect(recorder.readAt('none', 1)).toBeNull()
    expect(recorder.readAt('grid', 1)).toBeNull()
  })

  it('knows the run up to the latest mark of any track, or as far as it was closed', () => {
    const recorder = createRecorder()
    const slow = recorder.level(spec('slow'))
    const quick = recorder.count(spec('quick'))
    slow.mark(1)
    quick.mark(5)
    expect(recorder.window('slow', 0, 5, 10)).toMatchObject({ computed: 5, ends: 5, length: 1 })
    recorder.close(8)
    recorder.close(7)
    expect(recorder.window('slow', 0, 5, 10)).toMatchObject({ computed: 8, ends: 8 })
  })

  it('keeps a track of a million marks within its budget', () => {
    const recorder = createRecorder()
    const track = recorder.level({ ...spec('kv'), series: ['a', 'b', 'c'] })
    for (let i = 0; i < 1_000_000; i++) {
      track.value[0] = i % 7
      track.mark(i)
    }
    const window = recorder.window('kv', 0, 1e6, 100_000)
    // 10^6 marks in less than 8,192 rows: 2^7 marks a row make 7,812.5
    expect(window).toMatchObject({ fold: 128, length: 7813 })
    // 24 B a series and row and 8 B of their sum, with a third more for coarser levels, 8 B a start:
    // 8,192 × ((3 × 24 + 8) × 4/3 + 8) = 939 kB
    expect(recorder.bytes()).toBeLessThan(960_000)
  })

  it('adds no row for a mark that changes nothing: a step function has no step there', () => {
    const recorder = createRecorder()
    const track = recorder.level({ ...spec('queue'), series: ['running', 'waiting'] })
    track.value.set([3, 1])
    track.mark(1)
    track.mark(2)
    track.value[1] = 0
    track.mark(3)
    recorder.close(5)
    const window = recorder.window('queue', 0, 5, 100)
    expect(window && 'start' in window && [...window.start]).toEqual([1, 3])
    expect(window).toMatchObject({ length: 2, ends: 5 })
    expect(() => track.mark(2)).toThrow('marked at 2 s after 3 s')
  })

  it('takes marks and keeps nothing when it is the null recorder', () => {
    const recorder = createNullRecorder()
    const count = recorder.count(spec('tokens'))
    count.value[0] += 3
    count.mark(1)
    expect([...count.value]).toEqual([0])
    const grid = recorder.grid({ ...spec('experts'), cells: 4 })
    expect(grid.value.length).toBe(4)
    recorder.level(spec('kv')).mark(1)
    recorder.span(spec('lanes')).enter(0, 0, 1, 2)
  })
})
