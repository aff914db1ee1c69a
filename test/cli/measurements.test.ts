/** `cost`, `replay` and `points` as a person calls them: files by name, devices by name or data sheet, and what is said of bad ones. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { madeUpFiles } from '../fidelity/made-up-files.ts'
import { cli } from './in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'tokenscope-'))
const written = (name: string, content: string | object): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const sheet = { name: 'mine', bf16_tflops: 165, memory_gb: 25, bandwidth_gbs: 1000, sms: 128, link_gbs: 30 }
const run = written(
  'run.csv',
  `queued_s,first_token_s,last_token_s,input_tokens,output_tokens\n${Array.from({ length: 12 }, (_, i) => `${i},${i + 0.1},${i + 2},300,64`).join('\n')}\n`,
)
const meta = written('meta.json', {
  model: 'meta-llama/Llama-3.1-8B',
  hardware: { device_name: 'NVIDIA GeForce RTX 4090' },
})
const json = async (...args: readonly string[]) => JSON.parse((await cli([...args, '--json'])).stdout)

describe('cost', () => {
  it('adds the predicted time to each line in the file’s unit, and gives errors as fractions', async () => {
    const file = written('gemm.csv', madeUpFiles.gemm)
    const { code, stdout } = await cli(['cost', file])
    expect(code).toBe(0)
    const [header, first] = stdout.split('\n')
    expect(header.endsWith(',predicted')).toBe(true)
    // a matrix of 33 MB on 2 TB/s: some 20 µs, in milliseconds
    expect(Number(first.split(',').at(-1))).toBeGreaterThan(0.015)
    expect(Number(first.split(',').at(-1))).toBeLessThan(0.06)
    expect(Object.keys(await json('cost', file))).toEqual(
      expect.arrayContaining(['rows', 'median', 'mean', 'p90', 'bias', 'groups']),
    )
  })
})

describe('calibrate', () => {
  const result = {
    ...{
      completed: 40,
      max_concurrency: 4,
      request_rate: 'inf',
      total_input_tokens: 20_000,
      total_output_tokens: 4000,
    },
    ...{ mean_ttft_ms: 90, mean_tpot_ms: 15, median_tpot_ms: 15 },
  }

  it('fits constants to a benchmark, and gives the server as a link', async () => {
    const file = written('result.json', result)
    const found = await json('calibrate', file, '--gpu', 'h100', '--model', 'llama-3.1-8b')
    expect(Object.keys(found.constants)).toContain('cost.memoryFactor')
    expect(found.error.after).toBeLessThan(found.error.before)
    expect(found.link).toMatch(/^#\/lab\?v=2/)
  })

  it.each([
    [[], /needs a file/],
    [[written('r.json', result)], /No accelerator is named/],
    [[written('r.json', result), '--gpu', 'h100'], /names no model/],
    [[written('r.txt', 'nothing of the kind'), '--gpu', 'h100', '--model', 'llama-3.1-8b'], /neither a benchmark/],
    [[written('r.json', result), '--gpu', 'h100', '--model', 'llama-3.1-8b', '--weights', 'fp7'], /no dtype/],
  ])('says in one line what is missing (%#)', async (args, words) => {
    const { code, stderr } = await cli(['calibrate', ...args])
    expect(code).not.toBe(0)
    expect(stderr).toMatch(words)
  })
})

describe('goals', () => {
  it('are measured on whatever the folder holds, every second row', async () => {
    mkdirSync(join(folder, 'kernels'))
    const [header, row] = madeUpFiles.gemm.trim().split('\n')
    written(join('kernels', 'gemm.csv'), `${[header, row, row, row, row].join('\n')}\n`)
    const rows = await json('goals', folder)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows[0]).toMatchObject({ statistic: 'median', goal: 0.05, rows: 2 })
  })

  it('of a folder without measurements are a failure in one line', async () => {
    const { code, stderr } = await cli(['goals', join(folder, 'nowhere')])
    expect(code).not.toBe(0)
    expect(stderr).toMatch(/holds no measurement/)
  })
})

describe('replay', () => {
  it('computes the KV capacity where the run does not tell it, and says shares of it', async () => {
    const report = await json('replay', run, '--meta', meta)
    expect(Object.keys(report)).toEqual(expect.arrayContaining(['ttft', 'tpot', 'e2e', 'throughput', 'kv']))
    expect(report.kv.peak.measured).toBeGreaterThan(0)
    expect(report.kv.peak.measured).toBeLessThan(0.2)
  })

  it('takes an accelerator by its data sheet: twice the bandwidth, nearly half the time of a token', async () => {
    const tpotOn = async (bandwidth_gbs: number) => {
      const device = written(`${bandwidth_gbs}.json`, { ...sheet, bandwidth_gbs })
      return (await json('replay', run, '--meta', meta, '--device', device)).tpot.mean.simulated
    }
    const ratio = (await tpotOn(1000)) / (await tpotOn(2000))
    expect(ratio).toBeGreaterThan(1.6)
    expect(ratio).toBeLessThan(2.1)
  })

  it.each([
    [['replay', run], /No accelerator is named/],
    [['replay', run, '--gpu', 'abacus'], /accelerator “abacus” is unknown.* Known are a100/],
    [['replay', run, '--gpu', 'h100', '--model', 'nobody'], /model “nobody” is unknown.* Known are llama/],
    [
      ['replay', run, '--meta', meta, '--device', written('half.json', { name: 'half', sms: 100 })],
      /describes no accelerator: bf16_tflops/,
    ],
    [['points', run], /run\.csv is a measured run .*Give it with replay FILE/],
    [['cost', written('empty.csv', '')], /is empty/],
  ] as const)('of what cannot be used ends in one clear line: %#', async (args, words) => {
    const { code, stdout, stderr } = await cli(args)
    expect([code, stdout, stderr.split('\n').length]).toEqual([1, '', 2])
    expect(stderr).toMatch(words)
  })
})
