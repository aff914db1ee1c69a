/**
 * A metric is its file and a line of the registry, as docs/adding-things.md says it: written into a copy of the sources from there, it
 * is in the description, in a run, in a sweep and in files, and no other file was touched.
 */
import { describe, expect, it } from 'vitest'
import { withAdditions } from '../../readme/with-additions.ts'

const ID = 'recomputed'

async function said(...args: readonly string[]): Promise<string> {
  const { cli } = await withAdditions()
  const { code, stdout } = await cli(args)
  expect(code).toBe(0)
  return stdout
}

/** A cache too small for all of them: some lose their blocks, and compute them again. */
const crowded = [
  '--set',
  'workload.requests=60',
  '--set',
  'kv.capacityTokens=8000',
  '--set',
  'admission=chunk-by-chunk',
]

describe('a metric that was added as the documentation says', () => {
  it('has its words in the description', async () => {
    const { metrics } = JSON.parse(await said('describe', '--json')) as { metrics: { id: string; label: string }[] }
    expect(metrics.find(({ id }) => id === ID)).toMatchObject({
      label: 'Recomputed',
      unit: 'fraction',
      better: 'lower',
    })
  })

  it('has its value in a run, as JSON and in the table', async () => {
    const { metrics, tokensProcessed, tokensRecomputed } = JSON.parse(await said('run', ...crowded, '--json'))
    expect(tokensRecomputed).toBeGreaterThan(0)
    expect(metrics[ID]).toBe(tokensRecomputed / tokensProcessed)
    expect(await said('run', ...crowded)).toMatch(/^Recomputed +0\.\d+/m)
  })

  it('is a figure of every point of a sweep, by its id, as JSON and in the file', async () => {
    const sweep = ['sweep', ...crowded, '--axis', 'kv.capacityTokens=8000,400000']
    const rows = JSON.parse(await said(...sweep, '--json')) as { metrics: Record<string, number> }[]
    expect(rows.map(({ metrics }) => metrics[ID] > 0)).toEqual([true, false])
    const [head, first, second] = (await said(...sweep, '--csv', '-')).split('\r\n').map((line) => line.split(','))
    const column = head.indexOf(ID)
    expect([first, second].map((cells) => Number(cells[column]))).toEqual(rows.map(({ metrics }) => metrics[ID]))
  })
})
