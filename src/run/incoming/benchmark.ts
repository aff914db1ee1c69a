/** Results of a benchmark tool (fidelity/benchmarks), one kind a format. */
import { type BenchmarkFormat, readBenchmarks } from '../../fidelity/benchmarks/benchmark.ts'
import { success } from '../../kernel/problem.ts'
import { type IncomingKind, readWhole } from '../../traces/incoming/kind.ts'
import type { IncomingBenchmark } from './content.ts'

export const benchmarkKind = (format: BenchmarkFormat): IncomingKind<IncomingBenchmark> => ({
  id: format.id,
  title: format.title,
  what: 'benchmark',
  recognises: (head) => format.recognises(head),
  read: (name) =>
    readWhole({
      ...{ name, title: format.title, most: 50_000_000 },
      read(text) {
        const read = readBenchmarks(format, text)
        return read.ok ? success({ what: 'benchmark', rows: null, text, results: read.value }) : read
      },
    }),
})
