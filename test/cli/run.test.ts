import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import { toFile } from '../../src/experiment/file.ts'
import { encode } from '../../src/experiment/link.ts'
import type { RunId } from '../../src/worker/api.ts'
import { createLab } from '../../src/worker/lab.ts'
import { cli } from './in-process.ts'
import { azureLookAlike, cli as program } from './spawn.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokenscope-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const small = (): Experiment => edit(edit(defaultExperiment(), 'setup.workload.requests', 40), 'setup.workload.rate', 9)

/** What the page's worker computes, in this process. */
async function labDigests(document: Experiment, trace?: { readonly name: string; readonly text: string }) {
  const lab = createLab({ clock: () => performance.now(), breathe: () => new Promise(setImmediate) })
  if (trace) await lab.readIncoming(trace.name, trace.text)
  return new Promise<Readonly<Record<string, string>>>((resolve, reject) => {
    void lab.run(1 as RunId, document, (event) => {
      if (event.kind === 'failed') reject(new Error(event.problem.message))
      if (event.kind !== 'done') return
      resolve(Object.fromEntries(Object.entries(event.summaries).map(([arm, { digest }]) => [arm, digest])))
    })
  })
}

// As a process of its own where the streams, the files beside the program and the same bytes in another process matter.
describe('run', () => {
  it.each([
    [
      'denoising',
      ['--set', 'decoder=diffusion', '--set', 'decoder.caching=dual', '--set', 'output=16'],
      'denoising.perStep',
    ],
    ['kv-error', ['--set', 'retention=window', '--set', 'output=4'], 'kvDivergence'],
    ['look-ups', ['--set', 'subject.keys=500', '--set', 'subject.operations=100'], 'lookUps.time'],
  ])('follows a recording of %s that record has written', async (kind, settings, figure) => {
    const file = join(folder, `${kind}.json`)
    const recorded = await program(['record', kind, ...settings, '--out', file])
    expect(recorded).toMatchObject({ code: 0, stdout: '' })
    const run = await cli(['run', '--recording', file, '--json', '--set', 'workload.requests=20'])
    expect(run.code).toBe(0)
    expect(JSON.parse(run.stdout).metrics[figure]).toBeGreaterThan(0)
  })

  it('has the digest of the lab, from a file, from a link and from --set', async () => {
    // given one experiment of two arms, said in three ways
    const document = edit(small(), 'arms.b.scheduler', 'fcfs')
    const file = join(folder, 'experiment.json')
    writeFileSync(file, toFile(document))
    const settings = ['--set', 'workload.requests=40', '--set', 'workload.rate=9', '--set', 'arm.b.scheduler=fcfs']
    // when each is run
    const runs = [
      await program(['run', file, '--json']),
      await program(['run', `https://example.org/${encode(document)}`, '--json']),
      await program(['run', '--json', ...settings]),
    ]
    // then both arms have the same bytes as in the lab, and nothing is on standard error
    const expected = await labDigests(document)
    for (const { code, stdout, stderr } of runs) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      const result = JSON.parse(stdout)
      expect({ a: result.digest, b: result.arms.b.digest }).toEqual(expected)
      expect(result.link).toBe(encode(document, { digest: result.digest }))
    }
  })

  it('prints what scripts ask for', async () => {
    const { stdout } = await cli(['run', '--json', '--seed', '5', '--set', 'workload.requests=40'])
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({
      engine: 'serving',
      seed: 5,
      arms: {},
      requests: { arrived: 40, finished: 40, running: 0, waiting: 0, rejected: 0 },
      kv: { preemptions: 0, prefixHitRate: 0 },
      acceptance: null,
      uniqueExperts: null,
    })
    for (const name of ['ttft', 'tpot', 'itl', 'e2e']) {
      const { mean, p50, p90, p99 } = result[name]
      expect([mean, p50, p90, p99].every((value) => value > 0 && value < 60)).toBe(true)
      expect(p50 <= p90 && p90 <= p99).toBe(true)
    }
    expect(result.kv.capacityTokens).toBeGreaterThan(100_000)
    expect(result.tokensProcessed).toBeGreaterThan(result.iterations)
  })

  it('replays a trace to its end with the digest of the lab', async () => {
    // given 200 rows and a broken one
    const text = `${azureLookAlike(200)}not a time,5,5\n`
    const file = join(folder, 'azure.csv')
    writeFileSync(file, text)
    // when it is given by name and through standard input
    const byName = await cli(['run', '--trace', file, '--json'])
    const piped = await program(['run', '--trace', '-', '--json'], { stdin: text })
    // then all 200 finish, the dropped row is told, and the lab agrees on the document of the link
    const result = JSON.parse(byName.stdout)
    expect(result.requests).toMatchObject({ arrived: 200, finished: 200 })
    expect(byName.stderr).toContain('1 of 201 rows of azure.csv were dropped, the first in line 202')
    expect(JSON.parse(piped.stdout).digest).toBe(result.digest)
    const linked = await cli(['run', result.link, '--trace', file, '--json'])
    expect(JSON.parse(linked.stdout).digest).toBe(result.digest)
    const { hash } = JSON.parse((await cli(['trace', file, '--json'])).stdout)
    const document = {
      ...edit(defaultExperiment(), 'setup.workload', 'trace'),
      data: { trace: { title: 'azure.csv', rows: 200, hash } },
    }
    expect(await labDigests(document, { name: 'azure.csv', text })).toEqual({ a: result.digest })
  })

  it('writes the requests and every track of an arm as CSV', async () => {
    const out = join(folder, 'csv', 'deep')
    const { code } = await cli(['run', '--set', 'workload.requests=40', '--csv', out])
    expect(code).toBe(0)
    const requests = readFileSync(join(out, 'requests.csv'), 'utf8').trimEnd().split('\r\n')
    expect(requests).toHaveLength(1 + 40)
    expect(readdirSync(join(out, 'tracks')).sort()).toEqual(
      ['arrivals', 'batch-0', 'iteration-0', 'itl', 'kv-0', 'queue-0', 'requests', 'tokens', 'ttft'].map(
        (id) => `${id}.csv`,
      ),
    )
    // Amounts are never lost in a track: 40 arrivals in the run, however its rows were put together.
    const arrivals = readFileSync(join(out, 'tracks', 'arrivals.csv'), 'utf8')
      .trimEnd()
      .split('\r\n')
      .slice(1)
    const arrived = arrivals.map((line) => line.split(',')).filter(([, series]) => series === 'arrived')
    expect(arrived.reduce((sum, [, , value]) => sum + Number(value), 0)).toBe(40)
  })

  it.each([
    [['rnu'], 2, /^tokenscope: There is no command “rnu”.*\n$/],
    [['run', '--seed', 'x'], 1, /^tokenscope: --seed is “x”.*\n$/],
  ] as const)('gives the system its exit code: %j', async (args, exit, said) => {
    const { code, stdout, stderr } = await program(args)
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' })
    expect(stderr).toMatch(said)
  })

  it('ends quietly when its reader has gone', async () => {
    const { code, stderr } = await program(['describe', '--json'], { hangUpAfter: 1 })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('tells progress on standard error only where it is asked for', async () => {
    const { stdout, stderr } = await cli(['run', '--json', '--progress', '--set', 'workload.requests=20000'])
    expect(stderr).toMatch(/^\d+ %, [\d.]+ s simulated\n/)
    expect(JSON.parse(stdout).requests.finished).toBe(20_000)
  })
})
