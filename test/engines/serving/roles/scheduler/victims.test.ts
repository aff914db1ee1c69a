import { expect, it } from 'vitest'
import { heldBy, nothingHeld } from '../../held.ts'
import { Lab } from '../../lab.ts'

const node = (id: string, knobs: object = {}) => ({ id, knobs })

it('never takes the blocks of a stream that has its place in the batch', () => {
  // given prompts in pieces of 16 tokens on 160 blocks of one token, and a host: a stream that came back from it stands behind
  // prompts under way in the order of admission, though its token is planned before theirs
  const lab = new Lab([], {
    seed: 2, // of the first eight seeds, all but 1 and 3 come to this
    setup: {
      workload: node('poisson', { rate: 2, requests: 24 }),
      lengths: {
        prompt: node('uniform', { shortest: 1, width: 90 }),
        output: node('uniform', { shortest: 1, width: 30 }),
      },
      scheduler: node('chunked-prefill', { tokenBudget: 16 }),
      batching: { maxRunning: 3 },
      kv: { capacityTokens: 160, blockTokens: 1 },
      admission: node('chunk-by-chunk'), // where whole prompts fit, a prompt under way never has to take from others
      preemption: node('swap'),
    },
  })
  const { cluster } = lab.simulation
  const [{ batches }] = cluster.instances
  let iterations = 0
  // when it runs, then everybody in a batch under way has blocks: nobody in it was sent to the host or to the queue
  while (lab.simulation.advance(Number.POSITIVE_INFINITY, 1) === 'more') {
    if (!batches[0].state.inFlight) continue
    iterations++
    for (let row = 0; row < cluster.requests.count; row++) {
      if (batches[0].has(row)) expect(lab.of(String.fromCharCode(97 + row)).phase).toMatch(/^(prefill|decode)$/)
    }
  }
  expect(iterations).toBeGreaterThan(100)
  // and what went to the host has come back to the last byte
  expect(heldBy(cluster)).toEqual(nothingHeld)
  expect(lab.report.kv.swapOuts).toBeGreaterThan(0)
})
