import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VERSION } from '../../src/cli/version.ts'
import { engines } from '../../src/engines/registry.ts'
import { serving } from '../../src/engines/serving/index.ts'
import { decode } from '../../src/experiment/link.ts'
import { incomingKinds } from '../../src/run/incoming/index.ts'
import { fixtures } from '../traces/fixtures.ts'
import { cli } from './in-process.ts'
import { azureLookAlike } from './spawn.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokenscope-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('trace', () => {
  it('says what was recognised, kept, dropped and why', async () => {
    // given 120 rows one a second, one without output, one that is no row
    const file = join(folder, 'azure.csv')
    writeFileSync(file, `${azureLookAlike(120)}2023-11-16 18:03:00.0000000,100,0\nx\n`)
    const facts = JSON.parse((await cli(['trace', file, '--json'])).stdout)
    expect(facts).toMatchObject({ format: 'azure', title: 'azure.csv', rows: 122, kept: 120, sharing: null })
    expect(facts.dropped.map((one: { firstLine: number }) => one.firstLine)).toEqual([122, 123])
    expect(facts.dropped[0]).toMatchObject({ reason: 'output has no tokens', rows: 1 })
    expect(facts.promptTokens).toMatchObject({ n: 120 })
  })

  it('counts the prefix hits of block hashes alone', async () => {
    // given three prompts of 3, 3 and 2 blocks: the second shares two with the first, the third all of its two
    const rows = [
      { timestamp: 0, input_length: 1536, output_length: 5, hash_ids: [1, 2, 3] },
      { timestamp: 10, input_length: 1500, output_length: 5, hash_ids: [1, 2, 4] },
      { timestamp: 20, input_length: 1024, output_length: 5, hash_ids: [1, 2] },
    ]
    const file = join(folder, 'mooncake.jsonl')
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'))
    const { sharing } = JSON.parse((await cli(['trace', file, '--json'])).stdout)
    // then 0 + 2 + 2 of 8 blocks are hits
    expect(sharing).toEqual({ blockTokens: 512, blocks: 8, hitBlocks: 4, hitRate: 0.5 })
    // and a run says what it hits itself, and why that is another rate
    const { prefix, kv } = JSON.parse((await cli(['run', '--trace', file, '--json'])).stdout)
    expect(prefix).toMatchObject({ hashStreamHitRate: 0.5, simulatedHitRate: kv.prefixHitRate })
    expect(prefix.why).toContain('nothing was evicted')
  })
})

describe('read', () => {
  const written = (kind: string): string => {
    const fixture = fixtures.find((one) => one.kind === kind)
    writeFileSync(join(folder, fixture?.name ?? ''), fixture?.text ?? '')
    return join(folder, fixture?.name ?? '')
  }

  it('says what a file is, what was read of it, and which command takes it', async () => {
    const facts = JSON.parse((await cli(['read', written('published-points'), '--json'])).stdout)
    expect(facts).toMatchObject({ kind: 'published-points', rows: { kept: 1, refused: 1 }, others: [] })
    const { stdout } = await cli(['read', written('startup-log')])
    expect(stdout).toMatch(/^startup-log\.log: Start-up log .*\n.*calibrate FILE --gpu NAME/)
  })

  it('lists every kind where no file is given', async () => {
    const kinds = JSON.parse((await cli(['read', '--json'])).stdout) as readonly { readonly id: string }[]
    expect(kinds.map(({ id }) => id)).toEqual(incomingKinds.map(({ id }) => id))
  })

  it('reads the same model as run --model does: it serves, and is in the link', async () => {
    const config = written('model-config')
    const ran = JSON.parse((await cli(['run', '--model', config, '--set', 'workload.requests=5', '--json'])).stdout)
    expect(ran.requests.finished).toBe(5)
    expect(decode(ran.link).document.setup.model).toMatchObject({ id: 'custom', knobs: { layers: 12, kvHeads: 4 } })
    expect((await cli(['link', '--model', 'Qwen/Qwen3-32B'])).stdout).toContain('model=qwen3-32b')
  })
})

describe('sweep', () => {
  it('runs arms × axes × seeds, the point of the defaults like run', async () => {
    const requests = ['--set', 'workload.requests=30']
    const swept = await cli(['sweep', ...requests, '--axis', 'workload.rate=4,8', '--seeds', '2', '--json'])
    const rows = JSON.parse(swept.stdout)
    expect(rows.map(({ at, seed }: { at: object; seed: number }) => ({ ...at, seed }))).toEqual([
      { 'workload.rate': 4, seed: 1 },
      { 'workload.rate': 4, seed: 2 },
      { 'workload.rate': 8, seed: 1 },
      { 'workload.rate': 8, seed: 2 },
    ])
    expect(new Set(rows.map(({ digest }: { digest: string }) => digest)).size).toBe(4)
    // 4 requests/s is the default
    const alone = JSON.parse((await cli(['run', ...requests, '--json'])).stdout)
    expect(rows[0]).toMatchObject({ digest: alone.digest, metrics: { 'ttft.p50': alone.ttft.p50 } })
  })

  it('keeps a point that cannot run as a row with its problem', async () => {
    const args = ['sweep', '--set', 'workload.requests=20', '--axis', 'model=llama-3.1-8b,llama-3.1-405b']
    const csv = join(folder, 'sweep.csv')
    const { code } = await cli([...args, '--csv', csv])
    const lines = readFileSync(csv, 'utf8').trimEnd().split('\r\n')
    expect(code).toBe(0)
    expect(lines[0]).toMatch(/^arm,model,seed,digest,ending,ttft\.mean/)
    expect(lines[1]).toMatch(/^a,llama-3\.1-8b,1,[0-9a-f]{16},drained,/)
    expect(lines[2]).toMatch(/^a,llama-3\.1-405b,1,,,.*Weights need/)
  })
})

describe('explain', () => {
  it('gives the cost of an iteration as terms that add up to its time', async () => {
    const { stdout } = await cli(['explain', '--at', '3', '--json', '--set', 'workload.requests=30'])
    const { start, end, at, terms, facts, sentences } = JSON.parse(stdout)
    expect(at).toBe(3)
    expect(start <= 3 && 3 < end).toBe(true)
    const sum = terms.reduce((total: number, { time }: { time: number }) => total + time, 0)
    expect(sum).toBeCloseTo(end - start, 9)
    expect(terms.every(({ flop, bytes }: { flop: number; bytes: number }) => flop >= 0 && bytes >= 0)).toBe(true)
    expect(facts.length).toBeGreaterThan(3)
    expect(sentences.length).toBeGreaterThan(0)
  })

  it('tells why a request went the way it did, with the moments written out', async () => {
    const { stdout } = await cli(['explain', '--request', '3', '--set', 'workload.requests=30'])
    expect(stdout).toMatch(/^Request 3\n\nIt arrived at [\d.]+ s with a prompt of \d+ tokens/)
    expect(stdout).not.toMatch(/\{\d\}/)
  })

  it('prints where the time of a request went, of one that never ran too, and of a killed one', async () => {
    const full = '#/lab?v=1&workload.rate=20&workload.requests=300&horizon.duration=10&kv.capacityTokens=20000'
    const { blame } = JSON.parse((await cli(['explain', full, '--request', '63', '--json'])).stdout)
    expect(blame.parts).toHaveLength(blame.seconds.length)
    expect(blame.seconds[blame.parts.indexOf('queueing')]).toBeCloseTo(6.554, 3)
    const dead = '#/lab?v=1&workload.rate=30&workload.requests=60&event.k.at=1&event.k.kind=kill'
    const { stdout } = await cli(['explain', dead, '--request', '0'])
    expect(stdout).toMatch(/instance died +1\.20\d+ +54\.9 %/)
    expect(stdout).toMatch(/Its instance died at 1\.00 s/)
  })
})

describe('run of a cluster that dies', () => {
  it('says who is missing, since when, and how many can never finish', async () => {
    const link =
      '#/lab?v=1&workload.requests=14&placement=disaggregated&event.k.at=0&event.k.kind=kill&event.k.instance=1'
    const { stdout } = await cli(['run', link])
    expect(stdout).toContain('stranded at')
    expect(stdout).toContain('No instance that decodes is left since 0.00 s (event k): 14 requests can never finish.')
  })
})

describe('describe, link, help', () => {
  it('describes every knob of the engine, and prints a schema without code in it', async () => {
    const { stdout } = await cli(['describe'])
    const labels = serving.describe().groups.flatMap(({ fields }) => fields.map(({ label }) => label))
    for (const label of labels) expect(stdout).toContain(`  ${label}. `)
    const schema = JSON.parse((await cli(['describe', '--schema'])).stdout)
    expect(Object.keys(schema.properties)).toEqual(Object.keys(serving.complete({}).setup))
    expect(schema.required).toBeUndefined()
    expect(JSON.stringify(schema)).not.toContain('registry')
  })

  it('prints the link of what the options make', async () => {
    const { stdout } = await cli(['link', '--set', 'workload.rate=7', '--set', 'arm.b.scheduler=fcfs', '--seed', '3'])
    expect(stdout).toBe('#/lab?v=2&seed=3&workload.rate=7&arm.b.scheduler=fcfs\n')
  })

  it('knows a setting by its old name, and writes today’s', async () => {
    const { stdout } = await cli(['link', '--set', 'retention=none', '--set', 'arm.b.kvTiers=swap'])
    expect(stdout.trim()).toBe('#/lab?v=2&prefixCache=none&arm.b.preemption=swap')
  })

  it('takes a whole node as JSON, with what it leaves out filled in', async () => {
    const node = '{"id":"aggregated","knobs":{"instances":2}}'
    const { stdout } = await cli(['link', '--set', `placement=${node}`])
    expect(stdout).toBe('#/lab?v=2&placement.instances=2\n')
  })

  it('knows its version, which is that of the package', async () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(VERSION).toBe(manifest.version)
    const { stdout } = await cli(['--version'])
    const versions = await Promise.all(
      engines.map(async ({ id, load }) => `${id} ${(await load()).describe().engine.version}`),
    )
    expect(stdout).toBe(`tokenscope ${VERSION} (engines: ${versions.join(', ')})\n`)
  })

  it('helps in general and for each command', async () => {
    const { stdout } = await cli(['--help'])
    for (const name of ['run', 'sweep', 'trace', 'explain', 'describe', 'link']) expect(stdout).toContain(`  ${name} `)
    expect((await cli(['run', '--help'])).stdout).toContain('--csv DIR')
  })
})

describe('place', () => {
  const small = ['--set', 'workload.requests=40', '--most', '2', '--seeds', '1']

  it('prints what every placement carries, best first, and how many copies carry a rate', async () => {
    const { stdout } = await cli(['place', ...small, '--rate', '100'])
    const lines = stdout.trim().split('\n')
    expect(lines).toHaveLength(6)
    expect(stdout).toMatch(/prompts TP1, answers TP1 +2 /)
    expect(lines[5]).toMatch(/^100 requests\/s: \d+ × /)
    const rates = JSON.parse((await cli(['place', ...small, '--json'])).stdout).map(
      ({ perDevice }: { perDevice: number }) => perDevice,
    )
    expect(rates).toEqual([...rates].sort((a, b) => b - a))
  })

  it.each([
    [['--target', '2'], 'at most 1'],
    [['--most', '0'], 'from 1 to 64'],
    [['--set', 'workload=closed-loop'], 'no arrival rate'],
  ])('says what is wrong with %j', async (options, words) => {
    const { code, stderr } = await cli(['place', ...options])
    expect(code).not.toBe(0)
    expect(stderr).toContain(words)
  })
})
