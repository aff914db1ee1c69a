import { describe, expect, it } from 'vitest'
import { type Lab, merged, runOf, type Scripted } from '../../lab.ts'

/** Instances of requests a, b, c … by number, with two instances unless told otherwise. */
const routed = (id: string, script: readonly Scripted[], { instances = 2, knobs = {}, setup = {} } = {}): number[] => {
  const lab: Lab = runOf(script, {
    setup: merged(
      { router: { id, knobs }, placement: { id: 'aggregated', knobs: { instances } } },
      setup as Readonly<Record<string, unknown>>,
    ),
  })
  return script.map((_, row) => lab.of(String.fromCharCode(97 + row)).instance)
}

describe('round robin', () => {
  it('takes instances in turn, whatever they have to do', () => {
    // given a long answer at instance 0 and nothing at the others when the fourth request comes
    const script = [{ prompt: 8, output: 50 }, ...[5, 10, 15].map((at) => ({ at, prompt: 8, output: 1 }))]
    expect(routed('round-robin', script, { instances: 3 })).toEqual([0, 1, 2, 0])
  })
})

describe('least outstanding', () => {
  it('takes the instance with the fewest requests that have not ended, the lower number on a tie', () => {
    // given a (50 tokens) at 0; b at 1, ended by 7 s; c finds 1 and 0; d finds 1 and 1
    const script = [
      { prompt: 8, output: 50 },
      { at: 5, prompt: 8, output: 1 },
      { at: 10, prompt: 8, output: 20 },
      { at: 11, prompt: 8, output: 1 },
    ]
    expect(routed('least-outstanding', script)).toEqual([0, 1, 1, 0])
  })
})

describe('least KV', () => {
  it('sees a long context that a count of requests hides', () => {
    // given one request of 1,000 tokens at instance 0 and two of 8 at instance 1
    const script = [
      { prompt: 1000, output: 50 },
      { at: 0.1, prompt: 8, output: 50 },
      { at: 5, prompt: 8, output: 50 },
      { at: 6, prompt: 8, output: 50 },
    ]
    // then 1,000 tokens outweigh 16 and 32; least outstanding would send the third and the fourth apart
    expect(routed('least-kv', script)).toEqual([0, 1, 1, 1])
    expect(routed('least-outstanding', script)).toEqual([0, 1, 0, 1])
  })

  it('counts prompts that queue, before they have a block', () => {
    // given two at the same moment: the first is still without blocks when the second comes
    const script = [
      { prompt: 1000, output: 1 },
      { prompt: 8, output: 1 },
    ]
    expect(routed('least-kv', script)).toEqual([0, 1])
  })
})

describe('prefix-aware', () => {
  const shared = [1, 2, 3, 4]
  const script = [
    { prompt: 70, output: 1, content: shared },
    { at: 5, prompt: 70, output: 1, content: [7, 8, 9, 10] },
    { at: 10, prompt: 70, output: 1, content: shared },
  ]

  it('goes where the prefix is', () => {
    // at 5 s nothing queues anywhere and b has no prefix: the lower number. c has 64 tokens at instance 0.
    expect(routed('prefix-aware', script)).toEqual([0, 0, 0])
    // given instance 0 busy with a long prompt when b comes, b's prefix is at 1 and its next turn goes there
    const turns = [
      { prompt: 3000, output: 1 },
      { at: 0.5, prompt: 70, output: 1, content: shared },
      { at: 20, prompt: 70, output: 1, content: shared },
    ]
    expect(routed('prefix-aware', turns)).toEqual([0, 1, 1])
  })

  it('leaves a prefix whose queue is longer than what it saves', () => {
    // given shared content of 64 tokens at instance 0 and a prompt of 3,000 that queues there: 3,000 − 64 > 0
    const script = [
      { prompt: 70, output: 1, content: shared },
      { at: 10, prompt: 3000, output: 1 },
      { at: 10.5, prompt: 70, output: 1, content: shared },
    ]
    expect(routed('prefix-aware', script)).toEqual([0, 0, 1])
  })

  it('weighs cached tokens as set', () => {
    // given 100 tokens queued at the prefix: 100 − w × 64 against 0
    const script = [
      { prompt: 70, output: 1, content: shared },
      { at: 10, prompt: 100, output: 1 },
      { at: 10, prompt: 70, output: 1, content: shared },
    ]
    expect(routed('prefix-aware', script, { knobs: { cacheWeight: 1 } })).toEqual([0, 0, 1])
    expect(routed('prefix-aware', script, { knobs: { cacheWeight: 2 } })).toEqual([0, 0, 0])
  })
})
