/** What people paste must be read whatever tool wrote it, and what is no result must say why. */
import { describe, expect, it } from 'vitest'
import { type Benchmark, readBenchmarks as readResults } from '../../src/fidelity/benchmarks/benchmark.ts'
import { benchmarkFormats } from '../../src/fidelity/benchmarks/index.ts'
import { readStartupLog } from '../../src/fidelity/startup-log.ts'
import type { Result } from '../../src/kernel/problem.ts'
import { Head } from '../../src/traces/incoming/head.ts'

const vllm = {
  ...{ date: '20261121-101010', backend: 'vllm', model_id: 'meta-llama/Llama-3.1-8B-Instruct' },
  ...{ num_prompts: 200, request_rate: 'inf', max_concurrency: 16, duration: 40, completed: 200 },
  ...{ total_input_tokens: 204_800, total_output_tokens: 25_600, output_throughput: 640 },
  ...{ mean_ttft_ms: 60, median_ttft_ms: 55, p99_ttft_ms: 120 },
  ...{ mean_tpot_ms: 7.5, median_tpot_ms: 7.4, p99_tpot_ms: 9 },
}

const block = `
============ Serving Benchmark Result ============
Backend:                                 sglang
Traffic request rate:                    4.0
Max request concurrency:                 not set
Successful requests:                     100
Benchmark duration (s):                  25.00
Total input tokens:                      102400
Total generated tokens:                  12800
Output token throughput (tok/s):         512.00
----------------End-to-End Latency----------------
Mean E2E Latency (ms):                   1100.00
---------------Time to First Token----------------
Mean TTFT (ms):                          48.5
-----Time per Output Token (excl. 1st token)------
Mean TPOT (ms):                          8.25
==================================================
`

const formatOf = (text: string) => benchmarkFormats.find((format) => format.recognises(new Head(text)))
const readBenchmarks = (text: string): Result<readonly Benchmark[]> => {
  const format = formatOf(text)
  if (format === undefined) throw new Error('is in no known format')
  return readResults(format, text)
}
const only = (text: string) => {
  const read = readBenchmarks(text)
  if (!read.ok) throw new Error(read.problems[0].message)
  return read.value
}
const refused = (text: string): string => {
  const read = readBenchmarks(text)
  if (read.ok) throw new Error('it was read')
  return `${read.problems[0].message} ${read.problems[0].remedy}`
}

describe('a pasted benchmark', () => {
  it('of vLLM as JSON has seconds, means of a request, and no rate where all came at once', () => {
    const [read] = only(JSON.stringify(vllm))
    expect(read).toMatchObject({ requests: 200, rate: null, concurrency: 16, inputTokens: 1024, outputTokens: 128 })
    expect(read.model).toContain('Llama-3.1-8B')
    expect(read.figures).toMatchObject({ 'ttft.mean': 0.06, 'tpot.p50': 0.0074, throughput: 640 })
  })

  it('of SGLang as text has its rate and latencies', () => {
    const [read] = only(block)
    expect(read).toMatchObject({ requests: 100, rate: 4, concurrency: null, inputTokens: 1024, outputTokens: 128 })
    expect(read.figures).toEqual({ 'ttft.mean': 0.0485, 'tpot.mean': 0.00825, 'e2e.mean': 1.1, throughput: 512 })
  })

  it('may be several: an object a line, a list, or one block after the other', () => {
    expect(only(`${JSON.stringify(vllm)}\n${JSON.stringify({ ...vllm, max_concurrency: 32 })}\n`)).toHaveLength(2)
    expect(only(JSON.stringify([vllm, vllm, vllm]))).toHaveLength(3)
    expect(only(block + block)).toHaveLength(2)
  })

  it('may be commented out, as in a script', () => {
    expect(only(block.replaceAll('\n', '\n# '))[0].figures['tpot.mean']).toBe(0.00825)
  })

  it.each([
    [`${JSON.stringify(vllm)},`, /JSON/],
    [JSON.stringify({ ...vllm, completed: 0 }), /completed requests/],
    [JSON.stringify({ ...vllm, total_output_tokens: null }), /tokens/],
    ['Successful requests: 3\nTotal input tokens: 4\nTotal generated tokens: 5\n', /TTFT/],
    [JSON.stringify([vllm, {}]), /result 2/],
  ])('that is none (%#) says why and what to paste', (text, words) => {
    expect(refused(text)).toMatch(words)
    expect(refused(text)).toMatch(/vllm bench serve/)
  })
})

describe('a text without a result', () => {
  it.each(['', '{"a": 1', '{"a": 1}', '{"completed": true}', 'time,prompt,output\n0,1,1', 'Requests came at noon.'])(
    'is in no known format: %s',
    (text) => {
      expect(formatOf(text)).toBeUndefined()
    },
  )
})

describe('a start-up log', () => {
  it.each([
    ['INFO 01-30 kv_cache_utils.py:395] # GPU blocks: 1381', { kvBlocks: 1381 }],
    ['INFO GPU KV cache size: 178,880 tokens', { kvTokens: 178_880 }],
    ['Available KV cache memory: 8.11 GiB', { kvBytes: 8.11 * 1024 * 1024 * 1024 }],
    ['KV Cache is allocated. #tokens: 367404, K size: 8.23 GB', { kvTokens: 367_404 }],
    ['max_total_num_tokens=2086558, chunked_prefill_size=8192', { kvTokens: 2_086_558 }],
    ['Model loading took 14.99 GiB and 12 s', { weightBytes: 14.99 * 1024 * 1024 * 1024 }],
  ])('%s', (line, told) => {
    expect(readStartupLog(`x\n${line}\ny`)).toMatchObject(told)
  })

  it('of which no line is about memory is none', () => {
    expect(readStartupLog('INFO engine started')).toBeNull()
  })
})
