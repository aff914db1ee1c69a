/**
 * Results as JSON of `vllm bench serve --save-result` and of SGLang's `bench_serving`: one object, a list, or an object a line.
 */
import { hasAll, isObject, type JsonObject } from '../../traces/incoming/head.ts'
import { allOf, type Benchmark, type BenchmarkFormat, benchmarkOf } from './benchmark.ts'

export const benchServingJson: BenchmarkFormat = {
  id: 'bench-serving-json',
  title: 'Result of vllm bench serve or SGLang’s bench_serving (JSON)',
  recognises: ({ first }) =>
    (hasAll(first, ['completed']) || hasAll(first, ['num_prompts'])) && Object.keys(first ?? {}).some(isFigure),
  read: fromJson,
}

const isFigure = (key: string): boolean =>
  /^(mean|median|p99)_(ttft|tpot|itl)_ms$|^(total_input_tokens|output_throughput)$/.test(key)

function fromJson(text: string): readonly Benchmark[] | string {
  const objects = parsed(text)
  if (objects === null) return 'it begins like JSON and is none'
  const read = objects.map((object) => {
    const value = (...names: readonly string[]): number | null => {
      const name = names.find((one) => typeof object[one] === 'number' && Number.isFinite(object[one]))
      return name === undefined ? null : (object[name] as number)
    }
    const model = ['model_id', 'model', 'model_name'].map((key) => object[key]).find((one) => typeof one === 'string')
    return benchmarkOf(value, (model as string | undefined) ?? null)
  })
  return allOf(read)
}

/** One value, a list, or a value a line. */
function parsed(text: string): readonly JsonObject[] | null {
  try {
    const value: unknown = JSON.parse(text)
    return (Array.isArray(value) ? value : [value]).filter(isObject)
  } catch {
    try {
      const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
      return lines.map((line) => JSON.parse(line) as unknown).filter(isObject)
    } catch {
      return null
    }
  }
}
