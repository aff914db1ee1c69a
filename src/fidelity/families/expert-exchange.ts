/** Rows of dispatch and combine of experts. Both phases count: `predicted` is their sum. */
import { type ExchangeFit, exchangeTime } from '../../formulas/kernels/exchange-time.ts'
import { pow } from '../../kernel/math.ts'
import { BadRow, defineFamily, numberIn, timeIn } from '../family.ts'

interface Shape {
  readonly mode: 'normal' | 'low_latency'
  readonly nodes: number
  readonly tokens: number
  readonly dim: number
  readonly active: number
  readonly units: number
}

const DEVICES_OF_A_NODE = 8

export const expertExchange = defineFamily<Shape>({
  id: 'expert-exchange',
  title: 'Dispatch and combine of experts',
  columns: ['mode', 'nodes', 'hidden', 'tokens', 'topk', 'experts', 'sms', 'dispatch_us', 'combine_us'],
  unit: 'us',
  scale: 0.1,
  validity: 'DeepEP on nodes of eight, 7,168 wide, 8 experts a token',
  parameters: [
    { name: 'dispatchStart', start: 60e-6, least: 1e-6, most: 400e-6 },
    { name: 'dispatchLink', start: 0.6, least: 0.02, most: 2 },
    { name: 'combineStart', start: 80e-6, least: 1e-6, most: 400e-6 },
    { name: 'combineLink', start: 0.6, least: 0.02, most: 2 },
    { name: 'perUnit', start: 0.07, least: 0.01, most: 1 },
    { name: 'blend', start: 1.2, least: 1, most: 8 },
  ],
  read(record) {
    const size = (column: string) => numberIn(record, column, { least: 1, whole: true })
    const { mode } = record
    if (mode !== 'normal' && mode !== 'low_latency')
      throw new BadRow(`mode is “${(mode ?? '').slice(0, 20)}”, and normal or low_latency is wanted`)
    const nodes = size('nodes')
    return {
      device: record.gpu ?? null,
      kind: `${mode} ${nodes === 1 ? 'in a node' : 'across nodes'}`,
      shape: {
        mode,
        nodes,
        tokens: size('tokens'),
        dim: size('hidden'),
        active: size('topk'),
        units: record.sms === '' || record.sms === undefined ? 0 : size('sms'),
      },
      measured: timeIn(record, 'dispatch_us', 'us') + timeIn(record, 'combine_us', 'us'),
      groups: { mode },
    }
  },
  time({ mode, nodes, tokens, dim, active, units }, { peer, node }, fit) {
    const places = nodes === 1 ? DEVICES_OF_A_NODE : nodes
    // Low latency sends a copy an expert, normal one a device or node that holds any of them; none goes to oneself.
    const copies = (mode === 'normal' ? places * (1 - pow(1 - 1 / places, active)) : active) * (1 - 1 / places)
    const bandwidth = nodes === 1 ? peer : node
    const phase = (valueBytes: number, start: number, link: number) =>
      exchangeTime({ tokens, dim, valueBytes, copies, units }, bandwidth, {
        start,
        link,
        perUnit: fit.perUnit,
        blend: fit.blend,
      } satisfies ExchangeFit)
    // Tokens go out in 8 bits and come back in 16.
    return phase(1, fit.dispatchStart, fit.dispatchLink) + phase(2, fit.combineStart, fit.combineLink)
  },
})
