/**
 * How much the prompts of a trace share at most: its block hashes alone go through the engine's own prefix cache, in order
 * of arrival, one request at a time, with a capacity that nothing is ever evicted from. Counted in the trace's blocks.
 *
 * A full simulation hits less: a block is only there once it is computed (requests that arrive together compute it twice),
 * the last block of a prompt is never whole, and a real cache evicts.
 */

import type { RequestId } from '../engines/serving/contracts/request.ts'
import { Content } from '../engines/serving/kv/content.ts'
import { KvCache } from '../engines/serving/kv/kv-cache.ts'
import { Requests } from '../engines/serving/requests/requests.ts'
import { Memory } from '../kernel/memory.ts'
import { InvariantError } from '../kernel/problem.ts'
import type { Tokens } from '../kernel/units.ts'
import type { TraceContent } from '../traces/arrivals.ts'

export interface HashStreamHits {
  readonly blockTokens: Tokens
  readonly blocks: number
  readonly hitBlocks: number
  /** Of blocks, 0 to 1. */
  readonly hitRate: number
}

export function hashStreamHits({ blockTokens, offset, ids }: TraceContent): HashStreamHits {
  const memory = new Memory()
  const requests = new Requests(memory)
  const content = new Content(memory)
  const blocks = ids.length
  const kv = new KvCache({
    memory,
    requests,
    content,
    // Room for every block anew, and the one behind the last.
    blocks: blocks + 1,
    blockTokens,
    reserveBlocks: 0,
    setAside: () => 0,
    aheadOfAnswers: () => 0,
    keeps: true,
    eviction: 'block',
    room: memory.perRequest('i32', 0),
    table: memory.perRequest('i32', -1),
  })
  for (let row = 0; row + 1 < offset.length; row++) {
    const request = memory.addRow() as RequestId
    const count = offset[row + 1] - offset[row]
    // One token behind the hashed blocks: a server never takes the last token of a prompt from the cache, and here the last
    // block counts like any other.
    const tokens = count * blockTokens + 1
    requests.promptTokens[request] = tokens
    requests.prefillTarget[request] = tokens
    for (let i = 0; i < count; i++)
      content.link(request, content.ownerOf('trace', ids[offset[row] + i]), i * blockTokens)
    content.link(request, content.newOwner(), count * blockTokens)
    if (!kv.reserve(request, tokens)) throw new InvariantError(`row ${row} found no room among ${blocks + 1} blocks`)
    requests.computed[request] = tokens
    kv.publish(request)
    kv.release(request)
    content.forget(request)
  }
  const hitBlocks = kv.hits.blocks
  return { blockTokens, blocks, hitBlocks, hitRate: blocks > 0 ? hitBlocks / blocks : 0 }
}
