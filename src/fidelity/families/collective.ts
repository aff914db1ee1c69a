/** Rows of a collective inside one node. */
import { type CollectiveFit, type CollectiveShape, collectiveTime } from '../../formulas/kernels/collective-time.ts'
import {
  BadRow,
  bytesOf,
  type CsvRecord,
  defineFamily,
  dtypeIn,
  type FitParameter,
  numberIn,
  timeIn,
} from '../family.ts'

const KINDS: Readonly<Record<string, CollectiveShape['kind']>> = {
  all_reduce: 'all-reduce',
  allreduce: 'all-reduce',
  all_gather: 'all-gather',
  allgather: 'all-gather',
  reduce_scatter: 'reduce-scatter',
  alltoall: 'all-to-all',
  all_to_all: 'all-to-all',
  send_recv: 'send',
}

export const collectiveParameters: readonly FitParameter[] = [
  { name: 'start', start: 7e-6, least: 0, most: 200e-6 },
  { name: 'hop', start: 1.6e-6, least: 0, most: 40e-6 },
  { name: 'longStart', start: 15e-6, least: 0, most: 400e-6 },
  { name: 'link', start: 0.65, least: 0.005, most: 1.2 },
  { name: 'shortLink', start: 0.15, least: 0.001, most: 1.2 },
]

export function kindOf(record: CsvRecord): CollectiveShape['kind'] {
  const kind = KINDS[(record.op ?? '').toLowerCase()]
  if (kind === undefined)
    throw new BadRow(`op is “${(record.op ?? '').slice(0, 20)}”, and one of ${Object.keys(KINDS).join(', ')} is wanted`)
  return kind
}

export const collective = defineFamily<CollectiveShape>({
  id: 'collective',
  title: 'Collectives in a node',
  columns: ['lib', 'variant', 'op', 'dtype', 'num_gpus', 'message_size', 'latency_ms'],
  unit: 'ms',
  scale: 0.05,
  validity: 'NVLink inside a node, 256 to 268 million elements; eager launches of custom kernels scatter by 15 %',
  parameters: collectiveParameters,
  read(record) {
    const kind = kindOf(record)
    const isCustom = (record.variant ?? '') !== ''
    return {
      device: record.gpu ?? null,
      kind: isCustom ? `${record.variant} ${kind}` : kind,
      shape: {
        kind,
        ranks: numberIn(record, 'num_gpus', { least: 2, whole: true }),
        // Sizes are in elements.
        bytes: numberIn(record, 'message_size', { least: 1 }) * bytesOf(dtypeIn(record, 'dtype')),
      },
      measured: timeIn(record, 'latency_ms', 'ms'),
      groups: { op: isCustom ? `${kind}, ${record.variant}` : kind },
    }
  },
  time: (shape, { peer }, fit) => collectiveTime(shape, peer, fit as unknown as CollectiveFit),
})
