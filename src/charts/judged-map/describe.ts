/** The map in words and as rows. */
import { say } from '../../ui/words.ts'
import type { Cell, ChartTable } from '../chart.ts'
import { SIDES } from '../gains/describe.ts'
import type { Side } from '../gains/gains.ts'
import type { JudgedMap } from './judged-map.ts'

export function describeMap({ papers, targets, edges }: JudgedMap): string {
  const counts = (Object.keys(SIDES) as Side[]).flatMap((side) => {
    const count = edges.filter((edge) => edge.side === side).length
    return count === 0 ? [] : [say('{count} {side}', { count, side: SIDES[side]() })]
  })
  return say('{papers} papers, held against {targets}. Of {edges} comparisons: {counts}.', {
    papers: papers.length,
    targets: targets.length,
    edges: edges.length,
    counts: counts.join(', '),
  })
}

export function mapTable({ papers, targets, edges }: JudgedMap): ChartTable {
  const titles = new Map([...papers, ...targets].map(({ id, title }) => [id, title]))
  return {
    columns: [
      { label: 'paper', unit: '' },
      { label: 'held against', unit: '' },
      { label: 'as', unit: '' },
      { label: 'outcome', unit: '' },
      { label: 'gain', unit: '×' },
      { label: 'low', unit: '×' },
      { label: 'high', unit: '×' },
    ],
    rows: edges.map(({ paper, target, arm, side, gain, spread }): readonly Cell[] => [
      titles.get(paper) ?? paper,
      titles.get(target) ?? target,
      ...[arm, SIDES[side](), gain ?? '', spread?.[0] ?? '', spread?.[1] ?? ''],
    ]),
  }
}
