/** Reading what a smaller cache keeps: by hand, and in time. */
import { describe, expect, it } from 'vitest'
import type { KvReadContext } from '../../../../src/engines/serving/contracts/kv-read.ts'
import { smallerCache } from '../../../../src/engines/serving/roles/kv-read/smaller-cache.ts'
import { madeUpErrors } from '../../../laws/supplies.ts'
import { heavyKv, Lab, merged } from '../lab.ts'

/** KV of 625 MB a token: a read of 1,600 of them at 10,000 GB/s takes a tenth of a second. */
const slow = merged(heavyKv, {
  accelerator: { id: 'custom', knobs: { bandwidthGBs: 1e4, bf16Tflops: 1e6 } },
  cost: { iterationOverheadUs: 0, layerOverheadUs: 0, ideal: true },
})

describe('a smaller cache', () => {
  it('ends a run at the same time whether somebody looks at every iteration or nobody does', () => {
    const lab = () =>
      new Lab([{ prompt: 100, output: 60 }], { setup: merged(slow, { kvRead: { id: 'recorded', knobs: {} } }) })
    const watched = lab().run().simulation.now
    const { simulation } = lab()
    while (simulation.advance(Number.POSITIVE_INFINITY, 1_000) === 'more');
    expect(simulation.now).toBe(watched)
  })

  it('is a share of the plain one, by entries and bits, and has the mean error of its texts', () => {
    const computed = Int32Array.of(1000, 64, 200)
    const { unread, error } = smallerCache(madeUpErrors, { requests: { computed } } as unknown as KvReadContext)
    // a quarter at half the bits, and three quarters: (1/8 + 3/4) / 2
    expect(error).toEqual({ share: 7 / 16, divergence: 0.2, sameTop: 0.8 })
    expect(unread?.(Int32Array.of(2, 0, 1), 2)).toBeCloseTo((1200 * 9) / 16, 9)
  })

  it('makes iterations shorter by what is not read, one by one as their contexts grow', () => {
    const timesOf = (id: string) => {
      const lab = new Lab([{ prompt: 1600, output: 40 }], { setup: merged(slow, { kvRead: { id, knobs: {} } }) }).run()
      return lab.columns.slice(-39).map(({ start, end }) => end - start)
    }
    const [all, some] = [timesOf('every-position'), timesOf('recorded')]
    // the prompt goes in four pieces and brings the first of 40 tokens
    expect(all.length).toBe(39)
    const growth = (times: readonly number[]) => (times[38] - times[0]) / 38
    expect(growth(some) / growth(all)).toBeCloseTo(7 / 16, 1)
    for (const [i, time] of some.entries()) expect(time).toBeLessThan(all[i])
  })
})
