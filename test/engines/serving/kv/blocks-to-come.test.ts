/** What is set aside is counted quickly as an upper bound, and exactly where that is not enough. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Phase } from '../../../../src/engines/serving/contracts/request.ts'
import { blocksToCome } from '../../../../src/engines/serving/kv/blocks-to-come.ts'
import type { KvCacheOptions } from '../../../../src/engines/serving/kv/kv-cache-options.ts'

const BLOCK = 16
const row = fc.record({
  phase: fc.constantFrom(Phase.prefill, Phase.decode),
  computed: fc.nat(500),
  prompt: fc.nat(500),
  drafted: fc.nat(8),
  spare: fc.nat(3),
  isHeld: fc.boolean(),
  isOpen: fc.boolean(),
})

it('the bound is never below what is set aside, and the same where nobody decodes', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      // given tables that hold at least what their owner has computed, or less where they wait for KV from elsewhere
      const list = rows.map(({ computed, isHeld, spare }) => ({
        blocks: new Int32Array(0),
        length: isHeld ? spare : Math.ceil(computed / BLOCK) + spare,
      }))
      const owner = rows.map(({ isOpen }, request) => (isOpen ? request : -1))
      const options = {
        blockTokens: BLOCK,
        requests: { phase: rows.map(({ phase }) => phase) },
        table: { at: rows.map(({ isHeld }, slot) => (isHeld ? -1 : slot)) },
        setAside: (request: number) => {
          const { phase, computed, prompt, drafted } = rows[request]
          return (phase === Phase.decode ? computed + 1 : prompt) + Math.max(1, drafted)
        },
      } as unknown as KvCacheOptions
      const exact = blocksToCome({ list, owner }, options, null)
      expect(blocksToCome({ list, owner }, options, 1 + 8)).toBeGreaterThanOrEqual(exact)
      const prompts = rows.map((_, slot) => (rows[slot].phase === Phase.decode ? -1 : owner[slot]))
      expect(blocksToCome({ list, owner: prompts }, options, 1 + 8)).toBe(
        blocksToCome({ list, owner: prompts }, options, null),
      )
    }),
    { seed: 1 },
  )
})
