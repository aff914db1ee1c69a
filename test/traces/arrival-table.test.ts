import { expect, it } from 'vitest'
import { ArrivalTableBuilder, createRawRow, grouped } from '../../src/traces/arrival-table.ts'

const ending = { unitsPerSecond: 1, notes: [] }

it('keeps no more rows than it may, and says how many came after', () => {
  const builder = new ArrivalTableBuilder({ contentBlock: 0, classes: 'none', mostRows: 3 })
  for (let line = 1; line <= 5; line++) {
    builder.add({ ...createRawRow(), line, time: line, promptTokens: 1, outputTokens: 1 })
  }
  const { table, report } = builder.end(ending)
  expect(table.length).toBe(3)
  expect(report.dropped).toEqual([{ reason: 'beyond the first 3 rows', rows: 2, firstLine: 4 }])
})

it('takes more rows than its columns had room for at first', () => {
  const builder = new ArrivalTableBuilder({ contentBlock: 4, classes: 'by-row' })
  const n = 5000
  for (let line = 1; line <= n; line++) {
    builder.add({
      line,
      time: 2 * line,
      promptTokens: line,
      outputTokens: 7,
      priority: line % 2,
      ids: [line, line],
      idCount: 2,
    })
  }
  const { table } = builder.end({ ...ending, unitsPerSecond: 2 })
  expect(table.arrival[n - 1]).toBe(n - 1)
  expect(table.promptTokens[n - 1]).toBe(n)
  expect(table.priority?.[n - 1]).toBe(0)
  expect(table.content?.offset[n]).toBe(2 * n)
  expect(table.content?.ids[2 * n - 1]).toBe(n)
})

it('has a digest that changes with every column', () => {
  const digestWith = (changed: object, classes: 'by-row' | 'none' = 'none') => {
    const builder = new ArrivalTableBuilder({ contentBlock: 4, classes })
    const row = { line: 1, time: 0, promptTokens: 8, outputTokens: 3, priority: 0, ids: [1, 2], idCount: 2 }
    builder.add(row)
    builder.add({ ...row, time: 1, ...changed })
    return builder.end(ending).table.hash
  }
  const digests = [{}, { time: 2 }, { promptTokens: 9 }, { outputTokens: 4 }, { ids: [1, 3] }, { idCount: 1 }].map(
    (changed) => digestWith(changed),
  )
  const classes = [{ priority: 0 }, { priority: 1 }].map((changed) => digestWith(changed, 'by-row'))
  expect(new Set([...digests, ...classes]).size).toBe(8)
  expect(digestWith({})).toBe(digests[0])
})

it('groups digits', () => {
  expect([0, 999, 1000, 5_000_000].map(grouped)).toEqual(['0', '999', '1,000', '5,000,000'])
})
