/** The summary table: differences against the first arm, and no tail that was never observed. */
import { describe, expect, it } from 'vitest'
import type { Summary } from '../../src/kernel/engine.ts'
import type { Metric } from '../../src/kernel/metric.ts'
import { barLength } from '../../src/panels/inspect/DifferenceBar.tsx'
import { endingInWords, summaryTable as tableOf } from '../../src/panels/inspect/summary-rows.ts'

const metric = (more: Partial<Metric>): Metric => ({
  ...{ id: 'ttft.p50', label: 'TTFT p50', unit: 's', value: 0.4, better: 'lower', help: '' },
  ...more,
})
/** The table of a run of each arm with these figures, in their own words. */
const summaryTable = (arms: Readonly<Record<string, readonly Metric[]>>, order: readonly string[], memory: 'GB') =>
  tableOf(runsOf(arms), order, memory)
const runsOf = (arms: Readonly<Record<string, readonly Metric[]>>) => ({
  metrics: Object.values(arms)[0] ?? [],
  summaries: Object.fromEntries(
    Object.entries(arms).map(([arm, metrics]): [string, Summary] => [
      arm,
      { digest: '', ending: 'drained', metrics: Object.fromEntries(metrics.map((one) => [one.id, one])), report: {} },
    ]),
  ),
})

describe('differences', () => {
  it('are per cent of the baseline, judged by which way is good', () => {
    // (0.3 − 0.4) / 0.4 = −25 %, (2 − 4) / 4 = −50 %
    const table = summaryTable(
      {
        a: [metric({}), metric({ id: 'goodput', better: 'higher', unit: 'req/s', value: 4 })],
        b: [metric({ value: 0.3 }), metric({ id: 'goodput', better: 'higher', unit: 'req/s', value: 2 })],
      },
      ['a', 'b'],
      'GB',
    )
    expect(table.rows.map((row) => row.cells[1].difference)).toEqual([
      { text: '−25 %', verdict: 'better', ratio: 0.3 / 0.4 },
      { text: '−50 %', verdict: 'worse', ratio: 0.5 },
    ])
    expect(table.rows[0].cells[0].difference).toBeNull()
  })

  it('of plain quantities and of equal figures are neither better nor worse', () => {
    const table = summaryTable(
      {
        a: [metric({}), metric({ id: 'n', better: 'none', value: 2 })],
        b: [metric({}), metric({ id: 'n', better: 'none', value: 3 })],
      },
      ['a', 'b'],
      'GB',
    )
    expect(table.rows.map((row) => row.cells[1].difference?.verdict)).toEqual(['neutral', 'neutral'])
  })
})

describe('a time of nothing', () => {
  it('is no achievement: what was never spent is neither praised nor blamed', () => {
    // given requests that never moved in one arm, and stood still for 20 ms in the other
    for (const [mine, other] of [
      [0.02, 0],
      [0, 0.02],
    ]) {
      const table = summaryTable({ a: [metric({ value: mine })], b: [metric({ value: other })] }, ['a', 'b'], 'GB')
      expect(table.rows[0].cells[1].difference?.verdict).toBe('neutral')
    }
    // but counts of nothing are: no preemption is better than some
    const counts = (value: number) => [metric({ id: 'kv.preemptions', unit: '', value })]
    const table = summaryTable({ a: counts(4), b: counts(0) }, ['a', 'b'], 'GB')
    expect(table.rows[0].cells[1].difference?.verdict).toBe('better')
  })
})

describe('several arms', () => {
  const two = (mine: Partial<Metric>, other: Partial<Metric>) =>
    summaryTable({ a: [metric(mine)], b: [metric(other)] }, ['a', 'b'], 'GB').rows[0]

  it('share one unit, which stands at the name of the row', () => {
    const { unit, cells } = two({ value: 0.0967 }, { value: 5.48 })
    expect([unit, ...cells.map(({ text }) => text)]).toEqual(['s', '0.0967', '5.48'])
    expect(cells[1].difference).toMatchObject({ text: '×57', verdict: 'worse' })
  })
  it('differ from nothing by the whole figure, in the unit of the row, without a bar', () => {
    const { unit, cells } = two({ value: 0 }, { value: 0.0226 })
    expect([unit, cells[1].difference?.text, cells[1].difference?.ratio]).toEqual(['ms', '+22.6', null])
  })
})

describe('a bar of a difference', () => {
  it('is half its side for twice and for half as much, and never longer than its side', () => {
    expect(barLength(2)).toBe(0.5)
    expect(barLength(0.5)).toBe(-0.5)
    expect(barLength(1)).toBe(0)
    expect(barLength(0)).toBe(-1)
    expect(barLength(1e9)).toBeLessThanOrEqual(1)
  })
})

describe('figures', () => {
  it('of a p99 with fewer than 100 observations are not shown, and say why', () => {
    const table = summaryTable({ a: [metric({ id: 'ttft.p99', fewest: 100, n: 99 })] }, ['a'], 'GB')
    expect(table.rows[0].cells[0]).toMatchObject({ text: '–', note: 'only 99 observations, 100 needed' })
    const enough = summaryTable({ a: [metric({ id: 'ttft.p99', fewest: 100, n: 100 })] }, ['a'], 'GB')
    expect(enough.rows[0].cells[0].text).toBe('400 ms')
  })

  it('that the words say nothing of are not listed', () => {
    const { summaries } = runsOf({ a: [metric({})] })
    expect(tableOf({ summaries, metrics: [] }, ['a'], 'GB').rows).toEqual([])
  })

  it('that no arm has leave no row', () => {
    const table = summaryTable({ a: [metric({ value: null })] }, ['a'], 'GB')
    expect(table.rows).toHaveLength(0)
  })

  it('carry units that scale; a fixed unit stands once, beside the label', () => {
    const table = summaryTable(
      { a: [metric({ id: 'energy', unit: 'MJ/M tok', value: 0.31 }), metric({})] },
      ['a'],
      'GB',
    )
    expect(table.rows.map(({ unit, cells }) => [unit, cells[0].text])).toEqual([
      ['MJ/M tok', '0.31'],
      ['', '400 ms'],
    ])
  })

  it('come in the order of the arms that have run', () => {
    expect(summaryTable({ b: [metric({})], a: [metric({})] }, ['a', 'b', 'c'], 'GB').arms).toEqual(['a', 'b'])
    expect(summaryTable({}, ['a'], 'GB')).toEqual({ arms: [], rows: [] })
  })
})

it('says in words how a run ended', () => {
  const words = (part: Partial<Summary>): string => endingInWords({ ending: 'drained', report: {}, ...part })
  expect(words({ ending: 'overloaded' })).toContain('queue was still growing')
  expect(words({ report: { requests: { arrived: 3, finished: 3 } } })).toContain('Every request was served')
  // an engine without requests has an end all the same
  expect(words({})).toBe('The run has come to its end.')
  // who was turned away has ended, and was not served
  expect(words({ report: { requests: { arrived: 3, finished: 2 } } })).toBe('No request is left inside.')
  expect(words({ ending: 'stranded' })).toContain('nobody left who could serve')
})
