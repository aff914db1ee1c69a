/** The table that `vllm bench serve` and SGLang's `bench_serving` print. Several may follow each other; other lines may stand around them. */
import { allOf, type Benchmark, type BenchmarkFormat, benchmarkOf } from './benchmark.ts'

export const benchServingTable: BenchmarkFormat = {
  id: 'bench-serving-table',
  title: 'Table that vllm bench serve or SGLang’s bench_serving prints',
  recognises: ({ text, value }) =>
    value === undefined && text.split('\n').some((line) => isHeading(line) || isCount(line)),
  read: fromText,
}

const isCount = (line: string): boolean => line.includes('Successful requests:')

/** Blocks that begin with their heading; without one, the whole text is one. Lines are `Name:   value`. */
function fromText(text: string): readonly Benchmark[] | string {
  const blocks: string[][] = [[]]
  for (const line of text.split('\n')) {
    if (isHeading(line)) blocks.push([])
    else blocks[blocks.length - 1].push(line)
  }
  const [before, ...after] = blocks
  const shared = after.length > 0 ? valuesOf(before) : new Map<string, string>()
  const read = (after.length > 0 ? after : blocks).map((block) => {
    const lines = new Map([...shared, ...valuesOf(block)])
    return benchmarkOf((...names) => {
      const name = names.find((one) => lines.has(one))
      const value = name === undefined ? Number.NaN : Number(lines.get(name))
      return Number.isFinite(value) ? value : null
    }, lines.get('Model') ?? null)
  })
  return allOf(read)
}

/** `==== Serving Benchmark Result ====`, also where a log puts something before it. */
function isHeading(line: string): boolean {
  const [before, after] = line.split('Serving Benchmark Result', 2)
  return after !== undefined && before.trimEnd().endsWith('=') && after.trimStart().startsWith('=')
}

/** Of lines that are one name and one word, whatever a terminal or a comment puts before them. */
function valuesOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 0) continue
    const name = line.slice(0, colon).replace(/^[\s#>|]+/, '')
    const rest = line.slice(colon + 1)
    const value = rest.trim()
    if (/^[A-Za-z]/.test(name) && value !== '' && !/\S/.test(rest[0]) && !/\s/.test(value)) values.set(name, value)
  }
  return values
}
