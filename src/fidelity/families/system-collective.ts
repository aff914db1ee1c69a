/** Rows of a collective in a system of nodes: within one, or across several. */
import { type CollectiveFit, type CollectiveShape, collectiveTime } from '../../formulas/kernels/collective-time.ts'
import { defineFamily, numberIn, timeIn } from '../family.ts'
import { collectiveParameters, kindOf } from './collective.ts'

interface Shape extends CollectiveShape {
  readonly isAcross: boolean
}

export const systemCollective = defineFamily<Shape>({
  id: 'system-collective',
  title: 'Collectives of a system',
  columns: ['system', 'op', 'workers', 'devices_per_node', 'bytes', 'median_ms'],
  unit: 'ms',
  scale: 0.05,
  validity: 'DGX nodes and pairs; across nodes with several devices each the spread is large',
  parameters: collectiveParameters,
  read(record) {
    const kind = kindOf(record)
    const ranks = numberIn(record, 'workers', { least: 2, whole: true })
    const perNode = numberIn(record, 'devices_per_node', { least: 1, whole: true })
    const isAcross = ranks > perNode
    const place = perNode === 1 ? 'apart' : isAcross ? 'across' : 'within'
    return {
      device: record.system ?? null,
      kind: `${kind} ${place}`,
      shape: { kind, ranks, bytes: numberIn(record, 'bytes', { least: 1 }), isAcross },
      measured: timeIn(record, 'median_ms', 'ms'),
      groups: { place: place === 'within' ? 'in a node' : 'across nodes' },
    }
  },
  time: ({ isAcross, ...shape }, { peer }, fit) => collectiveTime(shape, peer, fit as unknown as CollectiveFit),
})
