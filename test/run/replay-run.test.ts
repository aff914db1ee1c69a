import { describe, expect, it } from 'vitest'
import { readRun, readRunSetup } from '../../src/fidelity/measured-run.ts'
import { readPoints } from '../../src/fidelity/published-points.ts'
import { replayRun } from '../../src/run/replay-run.ts'
import { simulatePoint } from '../../src/run/simulate-point.ts'

const header = 'request_id,queued_s,first_token_s,last_token_s,input_tokens,output_tokens\n'
/** Forty requests a quarter of a second apart; times of a server that needs 30 ms a token. */
const rows = Array.from({ length: 40 }, (_, i) => {
  const [arrival, output] = [100 + i / 4, 20 + (i % 7) * 10]
  return `${i},${arrival},${arrival + 0.2},${arrival + 0.2 + 0.03 * (output - 1)},${200 + i},${output}`
})
const setup = {
  accelerator: { id: 'rtx-4090', knobs: {} },
  model: { id: 'llama-3.1-8b', knobs: {} },
  kv: { capacityTokens: 41_408 },
  cost: { form: 'kernels' },
}
const runOf = (text: string) => {
  const read = readRun('run.csv', text)
  if (!read.ok) throw new Error(read.problems[0].message)
  return read.value
}

describe('a replayed run', () => {
  it('compares both sides request by request', () => {
    const first = replayRun(runOf(header + rows.join('\n')), setup)
    if (!first.ok) throw new Error(first.problems[0].message)
    const { ttft, tpot, e2e, throughput } = first.value.report
    expect(tpot.mean.measured).toBeCloseTo(0.03, 6)
    expect(ttft.p50.measured).toBeCloseTo(0.2, 6)
    // an 8 B model in 16 bits reads 16 GB a token: between 15 and 30 ms on 1 TB/s
    expect(tpot.mean.simulated).toBeGreaterThan(0.015)
    expect(tpot.mean.simulated).toBeLessThan(0.03)
    expect(e2e.mean.error).toBeCloseTo(e2e.mean.simulated / e2e.mean.measured - 1, 12)
    expect(throughput.simulated).toBeGreaterThan(0)
  })

  it('does not depend on where times begin, nor on the order of rows', () => {
    const later = rows.map((row) =>
      row
        .split(',')
        .map((cell, i) => (i >= 1 && i <= 3 ? `${Number(cell) + 50}` : cell))
        .join(','),
    )
    const [one, other] = [rows, [...later].reverse()].map((some) => replayRun(runOf(header + some.join('\n')), setup))
    if (!one.ok || !other.ok) throw new Error('not replayed')
    expect(other.value.report.e2e.mean.simulated).toBeCloseTo(one.value.report.e2e.mean.simulated, 6)
  })

  it('draws the same figures that it reports', () => {
    const first = replayRun(runOf(header + rows.join('\n')), setup)
    if (!first.ok) throw new Error(first.problems[0].message)
    const { report, picture } = first.value
    expect(picture.latencies.ttft.measured[25]).toBeCloseTo(report.ttft.p50.measured, 9)
    expect(picture.latencies.e2e.simulated[25]).toBeCloseTo(report.e2e.p50.simulated, 9)
    expect(picture.seconds).toHaveLength(picture.kv.measured.length)
    expect(Math.max(...picture.kv.measured)).toBeLessThanOrEqual(report.kv.peak.measured + 1e-9)
  })

  it('lets prompts share what the run says they share: less is computed, and the first token comes sooner', () => {
    const told = (hits: (i: number) => number) =>
      runOf(
        `${header.trimEnd()},prefix_hit_tokens_max\n${rows.map((row, i) => `${row.replace(/,(\d+),(\d+)$/, ',1600,$2')},${hits(i)}`).join('\n')}`,
      )
    const [none, most] = [told(() => 0), told((i) => (i === 0 ? 0 : 1584))].map((run) => replayRun(run, setup))
    if (!none.ok || !most.ok) throw new Error('not replayed')
    expect(most.value.report.ttft.mean.simulated).toBeLessThan(0.7 * none.value.report.ttft.mean.simulated)
  })

  it.each([
    ['', /empty/],
    ['a,b\n1,2\n', /lacks queued_s or arrival_s, first_token_s/],
    [header, /header and no rows/],
    [`${header}0,5,4,6,10,10\n`, /line 2: its times are not in order/],
    [`${header}0,1,2,3,ten,10\n`, /line 2: input_tokens is “ten”/],
  ])('from a file that is none says why in one line: %j', (text, words) => {
    const read = readRun('run.csv', text)
    expect(read.ok ? '' : read.problems[0].message).toMatch(words)
  })

  it('takes its set-up from the engine’s own words', () => {
    const read = readRunSetup(
      'meta.json',
      JSON.stringify({
        model: 'meta-llama/Llama-3.1-8B',
        engine_kwargs: { tensor_parallel_size: 2, max_num_seqs: 64, max_num_batched_tokens: 4096 },
        kv_cache: { num_gpu_blocks: 100, block_size: 16, enable_prefix_caching: true },
        hardware: { device_name: 'NVIDIA GeForce RTX 4090' },
      }),
    )
    expect(read.ok && read.value).toMatchObject({ tensor: 2, maxRunning: 64, tokenBudget: 4096, kvTokens: 1600 })
    expect(readRunSetup('meta.json', 'no').ok).toBe(false)
  })
})

describe('published points', () => {
  const columns =
    'system,model,params,gpu,n_gpus,parallelism,dtype,input_len,output_len,concurrency_or_rate,metric,value,unit,source\n'
  const point = 'trtllm 1.0,Llama-3.1-8B,8.03B,H100,1,TP1,bf16,256,64,8 concurrent,tpot,7.5,ms,made up\n'

  it('are read as runs, and what describes none is left out with a reason', () => {
    const read = readPoints(
      'points.csv',
      columns + point + point.replace('tpot', 'decode_throughput') + point.replace('TP1', 'DEP8'),
    )
    if (!read.ok) throw new Error(read.problems[0].message)
    expect(read.value.points).toHaveLength(1)
    expect(read.value.points[0]).toMatchObject({ metric: 'tpot', measured: 0.0075, run: { tensor: 1, concurrency: 8 } })
    expect(read.value.leftOut.map(({ line }) => line)).toEqual([3, 4])
  })

  it('are simulated: a token takes at least as long as its weights are read', () => {
    const read = readPoints('points.csv', columns + point)
    if (!read.ok) throw new Error('not read')
    const made = simulatePoint(read.value.points[0])
    if (!made.ok) throw new Error(made.problems[0].message)
    expect(made.value.tpot).toBeGreaterThan(16e9 / 3.35e12)
    expect(made.value.tpot).toBeLessThan(0.015)
    expect(made.value.ttft).toBeGreaterThan(0)
  })

  it('without units or columns are refused in one line', () => {
    const problemOf = (text: string) => {
      const read = readPoints('points.csv', text)
      return read.ok ? '' : read.problems[0].message
    }
    expect(problemOf('')).toMatch(/empty/)
    expect(problemOf('a,b\n1,2\n')).toMatch(/lacks the columns system, model/)
    expect(problemOf(columns + point.replace(',ms,', ',,'))).toMatch(/line 2: its unit is “”/)
  })
})
