/** Memory that the prompts' lane asks the answers' lane for. Iterations of answers take a second, a prompt at half the accelerator 2^0.95. */
import { describe, expect, it } from 'vitest'
import { expectSeconds, type LabOptions, runOf } from '../../lab.ts'

const HALF = 2 ** 0.95

const lanes = (asks: number, setup: object = {}): LabOptions => ({
  setup: {
    placement: {
      id: 'partitioned',
      knobs: { prefillShare: 0.5, decodeShare: 0.5, contention: 0, saturation: 0.5, asks },
    },
    scheduler: { id: 'prefill-first' },
    ...setup,
  },
})

describe('a prompt that asks for memory', () => {
  const script = [
    { prompt: 16, output: 9 },
    { at: HALF + 1.25, prompt: 16, output: 1 },
  ]

  it('is granted it when the answers’ lane has ended its iteration, and begins at once', () => {
    // a's tokens come at 1.93, 2.93, 3.93 s; b comes at 3.18
    expectSeconds(runOf(script, lanes(0)).of('b').firstToken, HALF + 1.25 + HALF)
    const lab = runOf(script, lanes(64))
    expectSeconds(lab.of('b').firstToken, HALF + 2 + HALF)
    // a had nobody to wait for, b three quarters of a second
    expect(lab.simulation.summary().metrics['grants.wait'].value).toBeCloseTo(0.375, 3)
  })

  it('waits beside others up to so many tokens, and those that come later ask anew', () => {
    const three = [{ prompt: 16, output: 9 }, ...[1, 2, 3].map(() => ({ at: HALF + 1.25, prompt: 48, output: 1 }))]
    // two of 48 reach 64 tokens: the third asks when they are done, between two iterations of a
    const lab = runOf(three, lanes(64))
    expectSeconds(lab.of('c').firstToken, HALF + 2 + HALF)
    expect(lab.of('d').firstToken).toBeGreaterThan(HALF + 2 + HALF + HALF)
  })

  it('is refused while a stream would be left without a block, and is never refused for nobody', () => {
    // given ten blocks: a holds 4 of 64 tokens and grows to 7; b needs the other 6
    const tight = { kv: { capacityTokens: 160, watermark: 0 } }
    const two = [
      { prompt: 60, output: 40 },
      { at: 3, prompt: 90, output: 30 },
    ]
    const taking = runOf(two, lanes(0, tight))
    expect(taking.report.kv.preemptions).toBeGreaterThan(0)
    const asking = runOf(two, lanes(64, tight))
    expect(asking.report.kv.preemptions).toBe(0)
    expect(asking.of('b').firstToken).toBeGreaterThan(asking.of('a').ended)
    // a prompt as large as the cache leaves no block to spare, and runs where nobody else does
    expect(runOf([{ prompt: 120, output: 2 }], lanes(64, tight)).report.requests.finished).toBe(1)
  })

  it('is forgotten with its instance, and asks again where it goes', () => {
    const events = [
      { at: HALF + 1.5, kind: 'kill', key: 'fail', instance: 0 },
      { at: HALF + 3, kind: 'restore', key: 'back', instance: 0 },
    ]
    expect(runOf(script, { ...lanes(64), events }).report.requests.finished).toBe(2)
  })
})
