/**
 * Shared prefixes are read once: streams that begin alike share the blocks of what they have in common, and one pass of attention
 * reads these for all of them. Bytes are |prefix| + Σ own instead of k × |prefix| + Σ own; the arithmetic stays.
 *
 * A stream's prefix is all of its prompt but the part that is its own: one level of sharing, as after the tree has been cut.
 * Source: BatchLLM (arXiv 2412.03594), prefix-shared attention; that its kernels are fused as well is not simulated.
 */
import * as z from 'zod'
import { defineKvRead } from '../../contracts/kv-read.ts'

export const sharedPrefix = defineKvRead({
  id: 'shared-prefix',
  role: 'kvRead',
  title: 'Shared prefixes once',
  help: 'What streams of an iteration have in common is read once for all of them: needs a prefix cache that holds it.',
  source: 'BatchLLM',
  knobs: z.strictObject({}),
  create: (_knobs, { content, requests }) => {
    const seen = new Set<number>()
    return {
      unread(streams, count) {
        seen.clear()
        let saved = 0
        for (let i = 0; i < count; i++) {
          const request = streams[i]
          const prefix = content.prefixOf(request)
          if (prefix === null) continue
          if (seen.has(prefix.owner)) saved += Math.min(prefix.tokens, requests.computed[request])
          else seen.add(prefix.owner)
        }
        return saved
      },
    }
  },
})
