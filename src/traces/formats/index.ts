/** Registry of trace formats. A new one is its file, a line here, and a fixture (test/traces/fixtures). */
import type { IncomingKind } from '../incoming/kind.ts'
import { azure } from './azure.ts'
import { mooncake } from './mooncake.ts'
import { plainCsv } from './plain-csv.ts'
import type { IncomingTrace } from './trace-format.ts'
import { vidur } from './vidur.ts'

export const formats: readonly IncomingKind<IncomingTrace>[] = [azure, mooncake, vidur, plainCsv]
