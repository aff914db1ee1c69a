import { describe, expect, it } from 'vitest'
import { kvTransfer } from '../../../../../src/engines/serving/roles/interconnect/kv-transfer.ts'

/** Over 25 GB/s, 40 layers: 2,000 tokens of a 13B model, 125 blocks of 13.1 MB, are 1.64 GB. */
const seconds = (knobs: Readonly<Record<string, unknown>>, lanes = 1): number =>
  kvTransfer
    .create(kvTransfer.knobs.parse({ linkGBs: 25, ...knobs }), { bandwidth: 1, latency: 0, layers: 40 })
    .seconds(125 * 13_107_200, 125, lanes)

describe('KV transfer', () => {
  const travel = (125 * 13_107_200) / 25e9 // 65.5 ms

  it('by block pays a start-up of a message a block, by layer and block one a layer of each', () => {
    expect(seconds({ messages: 'by block' })).toBeCloseTo(travel + 125 * 15e-6, 9)
    expect(seconds({ messages: 'by layer and block' })).toBeCloseTo(travel + 125 * 40 * 15e-6, 9)
  })

  it('in one piece pays one, and the receiver scatters what came', () => {
    expect(seconds({ messages: 'one piece' })).toBeCloseTo(travel + 15e-6 + (125 * 13_107_200) / 500e9, 9)
  })

  it('in one piece takes about half the time of a message for each layer of each block', () => {
    const share = seconds({ messages: 'one piece' }) / seconds({ messages: 'by layer and block' })
    // 68.8 / 140.5 ms
    expect(share).toBeGreaterThan(0.48)
    expect(share).toBeLessThan(0.5)
  })

  it('sends bytes over several devices side by side, and messages one after the other', () => {
    expect(seconds({ messages: 'by layer and block' }, 2)).toBeCloseTo(travel / 2 + 125 * 40 * 15e-6, 9)
  })
})
