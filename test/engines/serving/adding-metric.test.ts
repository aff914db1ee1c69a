/**
 * A metric is its file and a line of the registry, as docs/adding-things.md says it: written into a copy of the sources from there, it
 * is in the description, in a run, in a sweep and in files, and no other file was touched.
 */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleCli } from '../../../scripts/bundle-cli.mjs'
import { projectRoot } from '../../../scripts/source-files.ts'
import { exampleOf } from '../../readme/example.ts'

const FILE = 'src/engines/serving/metrics/definitions/recomputed.ts'
const REGISTRY = 'src/engines/serving/metrics/index.ts'
const ID = 'recomputed'

let copy = ''
beforeAll(async () => {
  mkdirSync(join(projectRoot, '.cache'), { recursive: true })
  copy = mkdtempSync(join(projectRoot, '.cache/metric-'))
  for (const name of ['src', 'package.json']) cpSync(join(projectRoot, name), join(copy, name), { recursive: true })
  writeFileSync(join(copy, FILE), exampleOf('recomputed'))
  const registry = readFileSync(join(copy, REGISTRY), 'utf8')
  const listed = registry.replace(/\n\]\n$/, `\n  ${ID},\n]\n`)
  expect(listed).not.toBe(registry)
  writeFileSync(
    join(copy, REGISTRY),
    listed.replace('\nimport', `\nimport { ${ID} } from './definitions/recomputed.ts'\nimport`),
  )
  await bundleCli({ root: copy, entry: 'src/cli/main.ts', folder: join(copy, 'out'), name: 'tokenscope.mjs' })
})
afterAll(() => rmSync(copy, { recursive: true }))

async function cli(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(copy, 'out/tokenscope.mjs'), ...args], {
    maxBuffer: 1e8,
  })
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
    const { metrics } = JSON.parse(await cli('describe', '--json')) as { metrics: { id: string; label: string }[] }
    expect(metrics.find(({ id }) => id === ID)).toMatchObject({
      label: 'Recomputed',
      unit: 'fraction',
      better: 'lower',
    })
  })

  it('has its value in a run, as JSON and in the table', async () => {
    const { metrics, tokensProcessed, tokensRecomputed } = JSON.parse(await cli('run', ...crowded, '--json'))
    expect(tokensRecomputed).toBeGreaterThan(0)
    expect(metrics[ID]).toBe(tokensRecomputed / tokensProcessed)
    expect(await cli('run', ...crowded)).toMatch(/^Recomputed +0\.\d+/m)
  })

  it('is a figure of every point of a sweep, by its id, as JSON and in the file', async () => {
    const sweep = ['sweep', ...crowded, '--axis', 'kv.capacityTokens=8000,400000']
    const rows = JSON.parse(await cli(...sweep, '--json')) as { metrics: Record<string, number> }[]
    expect(rows.map(({ metrics }) => metrics[ID] > 0)).toEqual([true, false])
    const [head, first, second] = (await cli(...sweep, '--csv', '-')).split('\r\n').map((line) => line.split(','))
    const column = head.indexOf(ID)
    expect([first, second].map((cells) => Number(cells[column]))).toEqual(rows.map(({ metrics }) => metrics[ID]))
  })
})
