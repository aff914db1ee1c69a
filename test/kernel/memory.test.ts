import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Memory } from '../../src/kernel/memory.ts'

describe('memory', () => {
  it('gives every request a row in every column, with its initial value', () => {
    const memory = new Memory()
    const started = memory.perRequest('f64', Number.NaN)
    const tokens = memory.perRequest('i32')
    const row = memory.addRow()
    expect([row, started.at[row], tokens.at[row]]).toEqual([0, NaN, 0])
  })

  it('grows by half and keeps what was written', () => {
    const memory = new Memory()
    const tokens = memory.perRequest('i32', -1)
    for (let i = 0; i < 3000; i++) tokens.at[memory.addRow()] = i
    // 1,024 → 1,536 → 2,304 → 3,456
    expect(memory.capacity).toBe(3456)
    expect([tokens.at[0], tokens.at[2999], tokens.at[3000]]).toEqual([0, 2999, -1])
  })

  it('comes back from a snapshot whatever was written since, growth included', () => {
    const steps = fc.array(fc.record({ row: fc.nat(4000), value: fc.integer() }), { maxLength: 40, size: 'max' })
    fc.assert(
      fc.property(fc.nat(1500), fc.nat(2500), steps, steps, (rows, more, before, after) => {
        const memory = new Memory()
        const column = memory.perRequest('i32', 7)
        const array = memory.array('f64', 8)
        const object = memory.object<Record<string, unknown>>({ free: [1, 2], by: new Map([[1, 'a']]) })
        for (let i = 0; i < rows; i++) memory.addRow()
        for (const { row, value } of before) if (row < rows) column.at[row] = value
        array[3] = rows
        const snapshot = memory.snapshot()
        const state = structuredClone([Array.from(column.at.slice(0, rows)), array, object])
        // when more arrives, is overwritten, added and taken away
        for (let i = 0; i < more; i++) memory.addRow()
        for (const { row, value } of after) if (row < memory.rows) column.at[row] = value
        array.fill(-1)
        object.extra = true
        ;(object.free as number[]).push(3)
        delete object.by
        // then all of it is undone, twice over from one snapshot
        for (let time = 0; time < 2; time++) {
          memory.restore(snapshot)
          expect(memory.rows).toBe(rows)
          expect([Array.from(column.at.slice(0, rows)), array, object]).toEqual(state)
          // and a new row starts from its initial value again
          if (rows < memory.capacity) expect(column.at[memory.addRow()]).toBe(7)
          ;(object.free as number[]).push(9)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('restores into another memory built in the same order', () => {
    const build = () => {
      const memory = new Memory()
      return { memory, column: memory.perRequest('u8'), state: memory.object({ count: 0 }) }
    }
    const one = build()
    for (let i = 0; i < 2000; i++) one.column.at[one.memory.addRow()] = i % 256
    one.state.count = 5
    const other = build()
    other.memory.restore(one.memory.snapshot())
    expect(other.column.at.slice(0, 2000)).toEqual(one.column.at.slice(0, 2000))
    expect(other.state.count).toBe(5)
  })
})
