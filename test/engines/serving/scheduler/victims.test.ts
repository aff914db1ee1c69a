import { expect, it } from 'vitest'
import { Phase } from '../../../../src/engines/serving/requests.ts'
import type { SchedulerContext, SchedulerView } from '../../../../src/engines/serving/roles.ts'
import { chunkedPrefill } from '../../../../src/engines/serving/scheduler/chunked-prefill.ts'

it('never takes the blocks of a stream that has its place in the batch', () => {
  // given a in prefill and b, which joined later (or came back from the host), decoding; b has room, a needs a block of none
  const [a, b] = [0, 1]
  const running = [a, b]
  const phase = Uint8Array.of(Phase.prefill, Phase.decode)
  const batch = new Map<number, number>()
  const view = {
    running: {
      get length() {
        return running.length
      },
      at: (index: number) => running[index],
    },
    waiting: { length: 0, at: () => -1 },
    requests: { phase, decodeTokens: Int32Array.of(1, 1) },
    freeSlots: 8,
    kv: { reserve: (request: number) => request === b || !running.includes(b), areTogether: () => true },
    promptLeft: () => 16,
    preempt(victim: number) {
      running.splice(running.indexOf(victim), 1)
      phase[victim] = Phase.preempted
    },
    batch: {
      get tokens() {
        return [...batch.values()].reduce((sum, tokens) => sum + tokens, 0)
      },
      has: (request: number) => batch.has(request),
      add: (request: number, tokens: number) => batch.set(request, tokens),
    },
  } as unknown as SchedulerView
  // when the iteration is planned
  chunkedPrefill.create({ tokenBudget: 64 }, {} as SchedulerContext).plan(view)
  // then b keeps its blocks and its token, and a goes itself
  expect(running).toEqual([b])
  expect([...batch]).toEqual([[b, 1]])
})
