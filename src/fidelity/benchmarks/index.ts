/** Registry of benchmark results, in the order in which a text is held against them. A new one is its file, a line here, and a fixture (test/traces/fixtures). */
import { benchServingJson } from './bench-serving-json.ts'
import { benchServingTable } from './bench-serving-table.ts'
import type { BenchmarkFormat } from './benchmark.ts'

export const benchmarkFormats: readonly BenchmarkFormat[] = [benchServingJson, benchServingTable]
