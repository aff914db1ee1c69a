/** A server that is the lab itself at other constants must be recognised, and the figures must agree afterwards. */
import { describe, expect, it } from 'vitest'
import { models } from '../../src/catalog/models.ts'
import { edit } from '../../src/experiment/edit.ts'
import { benchServingJson } from '../../src/fidelity/benchmarks/bench-serving-json.ts'
import { readBenchmarks } from '../../src/fidelity/benchmarks/benchmark.ts'
import { benchmarkTrial } from '../../src/run/calibrate.ts'
import { calibrateText, type Machine } from '../../src/run/calibrate-text.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { Shelf } from '../../src/run/shelf.ts'
import { summaryOf } from '../../src/run/simulate.ts'

const machine: Machine = {
  accelerator: { accelerator: { id: 'h100-sxm', knobs: {} } },
  ...{ memory: 85e9, name: 'h100', model: 'llama-3.1-8b', tensor: 1, weights: 'bf16' as const },
}

function calibrated(text: string, on = machine) {
  const work = calibrateText(text, on)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** A result as vLLM writes it, of a server that the lab simulates at these constants. */
function resultOf(concurrency: number, constants: Readonly<Record<string, number>>): object {
  const asked = { completed: 100, total_input_tokens: 102_400, total_output_tokens: 12_800, request_rate: 'inf' }
  const read = readBenchmarks(
    benchServingJson,
    JSON.stringify({ ...asked, max_concurrency: concurrency, mean_tpot_ms: 1 }),
  )
  if (!read.ok) throw new Error('the look-alike is unreadable')
  const setup = {
    ...machine.accelerator,
    model: { id: 'llama-3.1-8b', knobs: {} },
    scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: 8192 } },
    batching: { maxRunning: 1024 },
    cost: { form: 'kernels' },
  }
  const { document } = benchmarkTrial(read.value[0], setup)
  const changed = Object.entries(constants).reduce((all, [path, value]) => edit(all, `setup.${path}`, value), document)
  const { engine, arms } = completeDocument(changed, new Shelf())
  const made = engine === null ? null : summaryOf(engine, arms[0], {})
  if (!made?.ok) throw new Error('the look-alike does not run')
  const of = (id: string) => 1000 * (made.value.metrics[id]?.value ?? Number.NaN)
  return {
    ...{ ...asked, max_concurrency: concurrency, output_throughput: of('throughput') / 1000 },
    ...{ mean_ttft_ms: of('ttft.mean'), median_ttft_ms: of('ttft.p50') },
    ...{ mean_tpot_ms: of('tpot.mean'), median_tpot_ms: of('tpot.p50'), p99_tpot_ms: of('tpot.p99') },
  }
}

describe('calibration', () => {
  const truth = { 'cost.memoryFactor': 0.7, 'cost.computeFactor': 0.85, 'cost.iterationOverheadUs': 2500 }
  const results = [1, 16, 64].map((concurrency) => resultOf(concurrency, truth))

  it('of three concurrencies brings the figures within 2 % and finds the memory’s rate within 10 %', () => {
    const found = calibrated(results.map((result) => JSON.stringify(result)).join('\n'))
    if (!found.ok) throw new Error(found.problems[0].message)
    const { calibration, document } = found.value
    expect(calibration?.error.before).toBeGreaterThan(0.2)
    expect(calibration?.error.after).toBeLessThan(0.02)
    expect(calibration?.constants['cost.memoryFactor']).toBeGreaterThan(0.63)
    expect(calibration?.constants['cost.memoryFactor']).toBeLessThan(0.77)
    // the document is the server: its cost model has the constants
    expect(document.setup.cost).toMatchObject({ form: 'kernels' })
    expect((document.setup.cost as Record<string, number>).memoryFactor).toBe(
      calibration?.constants['cost.memoryFactor'],
    )
  })

  it('of one result moves no constant beyond its bounds, and the network only among several accelerators', () => {
    const found = calibrated(JSON.stringify(results[1]))
    const constants = found.ok ? (found.value.calibration?.constants ?? {}) : {}
    expect(Object.keys(constants)).toEqual(['cost.memoryFactor', 'cost.computeFactor', 'cost.iterationOverheadUs'])
    for (const value of [constants['cost.memoryFactor'], constants['cost.computeFactor']]) {
      expect(value).toBeGreaterThanOrEqual(0.25)
      expect(value).toBeLessThanOrEqual(4)
    }
  })

  it('of a start-up log alone compares the capacity and gives the memory that explains it', () => {
    const found = calibrated('INFO GPU KV cache size: 425,632 tokens\nModel loading took 14.99 GiB', machine)
    if (!found.ok || found.value.capacity === null) throw new Error('no capacity')
    const { tokens, weights, graphMemoryGB } = found.value.capacity
    expect(tokens.log).toBe(425_632)
    expect(Math.abs(tokens.formula / tokens.log - 1)).toBeLessThan(0.1)
    expect(Math.abs((weights?.formula ?? 0) / (weights?.log ?? 1) - 1)).toBeLessThan(0.01)
    // with that memory the formula gives the log's tokens, to a block
    const { completed } = completeDocument(found.value.document, new Shelf())
    const fact = completed.arms[0].facts.find(({ id }) => id === 'kv-tokens')
    expect(Math.abs(Number(fact?.value) - tokens.log)).toBeLessThan(100)
    expect(graphMemoryGB).toBeGreaterThan(0)
  })

  it.each([
    ['hello', machine, 'paste-unrecognised'],
    [JSON.stringify(results[0]), { ...machine, model: null }, 'model-missing'],
    [JSON.stringify({ ...results[0], model_id: 'no/such' }), { ...machine, model: null }, 'model-unknown'],
    ['first_token_s,last_token_s\n', machine, 'run-unreadable'],
  ])('refuses what it cannot use (%#)', (text, on, code) => {
    const found = calibrated(text, on)
    expect(found.ok ? 'ok' : found.problems[0].code).toBe(code)
  })

  it.each([
    ['time,prompt,output\n0,100,5\n', 'It is a request trace (Plain CSV'],
    ['{"model_type": "llama", "layers": 2}', 'It is a model’s configuration'],
  ])('says what a paste is instead (%#)', (text, words) => {
    const found = calibrated(text, machine)
    expect(found.ok ? 'ok' : found.problems[0].message).toContain(words)
  })

  it('reads a log whose lines speak of throughput, and a model by its configuration', () => {
    // given a log that is no benchmark, of a model that the catalogue lacks
    const described = { ...models[0], id: 'custom', layers: 30, source: 'made up' }
    const text = 'GPU KV cache size: 66,416 tokens\nAvg prompt throughput: 0.0 tokens/s\n'
    const found = calibrated(text, { ...machine, model: described })
    if (!found.ok) throw new Error(found.problems[0].message)
    expect(found.value.capacity?.tokens.log).toBe(66_416)
    expect(found.value.document.setup.model).toMatchObject({ id: 'custom', knobs: { layers: 30 } })
  })
})
