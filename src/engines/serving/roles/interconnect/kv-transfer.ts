/**
 * KV transfer from instance to instance. Block by block, every block of a request is a message of its own with its own start-up: one for
 * all layers, or, as caches that are laid out layer by layer have it, one for each layer of each block. In one piece, the sender
 * gathers the request into one buffer, and the receiver scatters it into its blocks.
 *
 * t(blocks) = n × (t_msg + B_block / bandwidth), t(one piece) = t_msg + B / bandwidth + B / scatter.
 *
 * 2,000 tokens of a 13B model are 125 blocks in 40 layers, 5,000 messages: 75 ms of start-ups at 15 µs beside 66 ms for 1.6 GB at 25 GB/s.
 *
 * Source: pull and back-pressure as in DistServe's decoding stage (waiting_block_prop_threshold 0.05); one contiguous buffer instead
 * of block-wise messages as in P/D-Serve (arXiv 2408.08147). The start-up of a message and the rate of scattering are assumed.
 */
import * as z from 'zod'
import { yes } from '../../../../kernel/decision.ts'
import { type Bytes, gbps, us } from '../../../../kernel/units.ts'
import { defineInterconnect } from '../../contracts/interconnect.ts'

const decisions = {
  /** Whether a receiver takes one more while so many blocks are on their way to it. */
  takes: yes((onTheWay: number, most: number) => onTheWay < most),
  /** Whether a request is gathered into one piece before it is sent. */
  gathers: yes((_bytes: Bytes, _blocks: number, asked: boolean) => asked),
}

export const kvTransfer = defineInterconnect({
  id: 'kv-transfer',
  role: 'interconnect',
  title: 'KV transfer',
  help: 'A request’s KV moves over the links between accelerators, one request at a time at either end.',
  source: 'DistServe, P/D-Serve',
  knobs: z.strictObject({
    linkGBs: z
      .number()
      .min(0)
      .max(10_000)
      .default(0)
      .meta({
        zero: 'the set-up’s link',
        label: 'Link for KV',
        unit: 'GB/s',
        help: 'Bandwidth between instances for one accelerator, 0 for that of the link between accelerators: slower means answers start later.',
        slider: [0, 600],
        level: 'advanced',
      }),
    messages: z.enum(['one piece', 'by block', 'by layer and block']).default('one piece').meta({
      label: 'Sent',
      help: 'By block every block pays the start-up of a message, by layer and block once a layer; in one piece the receiver scatters what came.',
      level: 'advanced',
      source: 'P/D-Serve',
    }),
    messageUs: z
      .number()
      .min(0)
      .max(10_000)
      .default(15)
      .meta({
        label: 'Start-up of a message',
        unit: 'µs',
        help: 'Time before the first byte of a message: more of it favours one piece.',
        slider: [0, 100],
        level: 'advanced',
        source: 'assumed, 12–20 µs for RDMA',
      }),
    scatterGBs: z
      .number()
      .min(1)
      .max(10_000)
      .default(500)
      .meta({
        label: 'Scatter rate',
        unit: 'GB/s',
        help: 'How fast a receiver writes one piece into its blocks: faster makes one piece cheaper.',
        slider: [50, 2000],
        scale: 'log',
        level: 'advanced',
        source: 'assumed',
      }),
    interference: z
      .number()
      .min(0)
      .max(1)
      .default(0.02)
      .meta({
        label: 'Interference',
        unit: 'fraction',
        help: 'How much longer iterations take on an instance that sends or receives KV.',
        slider: [0, 0.1],
        level: 'advanced',
        source: 'assumed, 1–3 %',
      }),
    initiative: z.enum(['pull', 'push']).default('pull').meta({
      label: 'Initiative',
      help: 'Pull: a receiver with room takes the one that has waited longest. Push: the sender picks a receiver when the prompt ends.',
      level: 'advanced',
    }),
    onTheWay: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .meta({
        label: 'On the way',
        unit: '',
        help: 'A receiver takes no more while blocks on their way to it are above this share of its own: lower holds the prompts’ side up sooner.',
        slider: [0, 0.5],
        level: 'advanced',
        source: 'DistServe',
      }),
  }),
  decisions,
  create({ linkGBs, messages, messageUs, scatterGBs, interference, initiative, onTheWay }, context) {
    const bandwidth = linkGBs > 0 ? gbps(linkGBs) : context.bandwidth
    const message = us(messageUs) + context.latency
    const scatter = gbps(scatterGBs)
    const isWhole = messages === 'one piece'
    const perBlock = messages === 'by block' ? 1 : context.layers
    return {
      initiative,
      takes: (blocks, total) => decisions.takes(blocks, onTheWay * total),
      interference,
      seconds(bytes, blocks, lanes) {
        const travel = bytes / lanes / bandwidth
        return decisions.gathers(bytes, blocks, isWhole)
          ? message + travel + bytes / lanes / scatter
          : blocks * perBlock * message + travel
      },
    }
  },
})
