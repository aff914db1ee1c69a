/**
 * The published traces, where they are there: LAB_DATA names the folder that holds `traces/`, else it is looked for beside the
 * repository. Without them these tests are skipped and say so.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Stage } from '../engines/serving/roles/workload/stage.ts'
import { readable } from './looks-like.ts'
import { countPrefixHits } from './prefix-oracle.ts'

const folder = join(process.env.LAB_DATA ?? '../shared/data', 'traces')
const isThere = existsSync(folder)
const fileAt = (name: string): string => readFileSync(join(folder, name), 'utf8')

describe.skipIf(!isThere)(isThere ? 'published traces' : 'published traces (not run: no data)', () => {
  it('Azure 2023 code: 8,819 rows kept over 57 minutes', async () => {
    const { report } = await readable(fileAt('azure2023_code.csv'))
    expect(report).toMatchObject({ format: 'azure', rows: 8819, kept: 8819, dropped: [] })
    expect(report.duration).toBe(3435.948056) // 18:17:03.9799600 to 19:14:19.9280160
  })

  it('Mooncake conversation: 5,192 rows over 27.4 minutes, one id for each 512 tokens', async () => {
    const { table, report } = await readable(fileAt('mooncake_conversation.jsonl'))
    expect(report).toMatchObject({ format: 'mooncake', rows: 5192, kept: 5192, dropped: [], duration: 1644 })
    const { offset } = table.content ?? { offset: new Int32Array() }
    const wrong = [...table.promptTokens].filter(
      (tokens, row) => offset[row + 1] - offset[row] !== Math.ceil(tokens / 512),
    )
    expect(wrong).toEqual([])
  })

  it('the measured vLLM run is a plain CSV of 300 rows', async () => {
    const { report } = await readable(fileAt('vllm_run_rtx4090_llama31-8b.csv'))
    expect(report).toMatchObject({ format: 'plain-csv', rows: 300, kept: 300 })
  })

  it('content links of the replayed Mooncake trace hit as an independent count does: 0.33697 of blocks', async () => {
    const text = fileAt('mooncake_conversation.jsonl')
    const oracle = countPrefixHits(text)
    expect(oracle.hits / oracle.blocks).toBeCloseTo(0.33697, 5)
    // when the trace is replayed, its links are counted in the same way; the last link of each request is its own output
    const stage = new Stage('trace', { table: (await readable(text)).table })
    stage.drain(() => 0)
    const seen = new Set<number>()
    const linked = { hits: 0, blocks: 0 }
    for (const links of stage.links) {
      const owners = links.slice(0, -1).map(({ owner }) => owner)
      const firstNew = owners.findIndex((owner) => !seen.has(owner))
      linked.hits += firstNew < 0 ? owners.length : firstNew
      linked.blocks += owners.length
      for (const owner of owners) seen.add(owner)
    }
    expect(linked).toEqual(oracle)
  })
})
