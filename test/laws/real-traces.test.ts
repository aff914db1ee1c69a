/**
 * Published traces through the whole engine: Azure to its end, Mooncake's shared content through the prefix cache.
 */
import { describe, expect, it } from 'vitest'
import { serving } from '../../src/engines/serving/index.ts'
import { Content } from '../../src/engines/serving/kv/content.ts'
import { KvCache } from '../../src/engines/serving/kv/kv-cache.ts'
import { Requests } from '../../src/engines/serving/requests/requests.ts'
import { createDraws } from '../../src/kernel/draws.ts'
import { Memory } from '../../src/kernel/memory.ts'
import { createRecorder } from '../../src/kernel/recorder.ts'
import type { ArrivalTable } from '../../src/traces/arrivals.ts'
import { readTrace } from '../../src/traces/read-trace.ts'
import { countPrefixHits } from '../traces/prefix-oracle.ts'
import { azureCode, hasPublished, mooncakeConversation, notRun, type TraceFile } from './published-traces.ts'

async function tableOf({ name, text }: TraceFile): Promise<ArrivalTable> {
  const read = await readTrace(name, [text])
  if (!read.ok) throw new Error(read.problems[0].message)
  return read.value.table
}

interface Report {
  readonly ending: string
  readonly requests: Readonly<Record<string, number>>
  readonly tokensEmitted: number
  readonly kv: { readonly prefixHitRate: number; readonly prefixHitRateBlocks: number; readonly evictedBlocks: number }
}

/** The report of a replay with every track recorded. */
function replay(table: ArrivalTable, setup: object): Report {
  const { setup: whole, problems } = serving.complete({ workload: { id: 'trace' }, ...setup })
  expect(problems).toEqual([])
  const context = { draws: createDraws(1), recorder: createRecorder(), events: [], data: { trace: table } }
  const started = serving.start(whole, context)
  if (!started.ok) throw new Error(started.problems[0].message)
  while (started.value.advance(Number.POSITIVE_INFINITY, 100_000) === 'more');
  return started.value.summary().report as unknown as Report
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`

describe(`Azure 2023, code${notRun}`, () => {
  it('runs to its end: every request of the file is served, with the tokens the file says', async () => {
    const table = await tableOf(azureCode())
    expect(table.length).toBe(hasPublished ? 8819 : 500)
    const report = replay(table, { placement: { id: 'aggregated', knobs: { instances: 2 } } })
    expect(report.ending).toBe('drained')
    expect(report.requests).toMatchObject({ arrived: table.length, finished: table.length, truncated: 0 })
    expect(report.tokensEmitted).toBe(table.outputTokens.reduce((sum, tokens) => sum + tokens, 0))
  })
})

describe(`Mooncake, conversation${notRun}`, () => {
  it('has the hits of an independent count when its hash stream alone goes through the prefix cache', async () => {
    // given a cache with 512-token blocks and room for everything
    const file = mooncakeConversation()
    const table = await tableOf(file)
    const { hits, blocks } = countPrefixHits(file.text)
    // when prompts come one after the other in order of arrival, each gone before the next
    const stream = hashStream(table, blocks)
    // then as many blocks are found as an independent count over the file finds
    expect(stream).toEqual({ hits, blocks })
  })

  it.skipIf(!hasPublished)('finds a third of all blocks in the published file', () => {
    const { hits, blocks } = countPrefixHits(mooncakeConversation().text)
    expect(hits / blocks).toBeCloseTo(0.33697, 5)
  })

  it('has a rate of its own in a full simulation, which falls as the capacity shrinks', async () => {
    const file = mooncakeConversation()
    const table = await tableOf(file)
    const { hits, blocks } = countPrefixHits(file.text)
    const scheduler = { id: 'chunked-prefill', knobs: { tokenBudget: 2048 } }
    const rateOf = (capacityTokens: number, until: number): number => {
      const workload = { id: 'trace', knobs: { until } }
      const report = replay(table, { workload, kv: { capacityTokens }, scheduler })
      expect(report.ending).toBe('drained')
      return report.kv.prefixHitRate
    }
    // given room for every block of the whole trace, then for less and less, over its first 300 s to keep this short
    const whole = rateOf(100_000_000, 0)
    const cut = hasPublished ? 300 : 0
    const rates = [100_000_000, 2_000_000, 1_000_000, 400_000].map((capacity) => rateOf(capacity, cut))
    const byTokens = tokensHitInOrder(file.text)
    console.info(
      `Mooncake: ${percent(hits / blocks)} of 512-token blocks as a stream; ${percent(whole)} of prompt tokens in a full simulation ` +
        `with room for everything, as ${percent(byTokens)} are by a count in tokens: a prompt’s last block counts for the tokens ` +
        'that are in it, and one instance computes prompts in the order of their arrival. ' +
        `Over the first 300 s: ${rates.map(percent).join(', ')} with 100, 2, 1 and 0.4 million tokens of cache, which answers ` +
        'share, in which the longest unused blocks are evicted.',
    )
    // One instance, first come first served, everything kept: no turn is computed before the one it continues.
    expect(whole).toBeCloseTo(byTokens, 12)
    for (let i = 1; i < rates.length; i++) expect(rates[i]).toBeLessThanOrEqual(rates[i - 1])
    // Of the published file 0.4 million tokens of cache lose more than half of the hits; the made one is small enough to lose none.
    expect(rates[rates.length - 1]).toBeLessThanOrEqual(rates[0] * (hasPublished ? 0.5 : 1))
  })
})

/**
 * Share of prompt tokens that are found when every prompt is over before the next comes: whole 512-token blocks, and of a prompt that
 * is known to its end all whole 16-token blocks before its last token.
 */
function tokensHitInOrder(jsonLines: string): number {
  const seen = new Set<number>()
  let hit = 0
  let asked = 0
  for (const line of jsonLines.trimEnd().split('\n')) {
    const { hash_ids: ids, input_length: tokens } = JSON.parse(line) as { hash_ids: number[]; input_length: number }
    const firstNew = ids.findIndex((id) => !seen.has(id))
    const known = (firstNew < 0 ? ids.length : firstNew) * 512
    hit += Math.min(known, Math.floor((tokens - 1) / 16) * 16)
    asked += tokens
    for (const id of ids) seen.add(id)
  }
  return hit / asked
}

/** Blocks found and asked for when every prompt is put into an empty-ended cache whole, and let go before the next. */
function hashStream(table: ArrivalTable, blocks: number): { readonly hits: number; readonly blocks: number } {
  const { content: traced } = table
  if (!traced) throw new Error('the trace tells no content')
  const memory = new Memory()
  const requests = new Requests(memory)
  const content = new Content(memory)
  const cache = new KvCache({
    memory,
    requests,
    content,
    blocks: blocks + 1,
    blockTokens: traced.blockTokens,
    reserveBlocks: 0,
    setAside: () => 0,
    aheadOfAnswers: () => 0,
    keeps: true,
    eviction: 'block',
    room: memory.perRequest('i32', 0),
    table: memory.perRequest('i32', -1),
  })
  for (let row = 0; row < table.length; row++) {
    const request = memory.addRow()
    const count = traced.offset[row + 1] - traced.offset[row]
    // Every id is a whole block here, as in the count; one token more, since a prompt's last token is never taken from the cache.
    requests.promptTokens[request] = count * traced.blockTokens + 1
    requests.prefillTarget[request] = requests.promptTokens[request]
    for (let i = 0; i < count; i++) {
      const owner = content.ownerOf('id', traced.ids[traced.offset[row] + i])
      content.link(request, owner, i * traced.blockTokens)
    }
    content.link(request, content.newOwner(), count * traced.blockTokens)
    const found = cache.cachedTokens(request)
    if (!cache.reserve(request, requests.promptTokens[request] - found)) throw new Error(`no room in row ${row}`)
    requests.computed[request] = count * traced.blockTokens
    cache.publish(request)
    cache.release(request)
    content.forget(request)
  }
  return { hits: cache.hits.blocks, blocks: traced.offset[table.length] }
}
