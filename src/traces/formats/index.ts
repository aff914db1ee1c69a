/** Registry of trace formats, most particular first: the first that recognises a file reads it. A new one is its file and a line. */
import type { TraceFormat } from '../arrivals.ts'
import { azure } from './azure.ts'
import { mooncake } from './mooncake.ts'
import { plainCsv } from './plain-csv.ts'
import { vidur } from './vidur.ts'

export const formats: readonly TraceFormat[] = [azure, mooncake, vidur, plainCsv]

/** The format of a file by its first bytes (up to 64 KiB); null when none knows it. */
export const recognise = (head: string): TraceFormat | null => formats.find((format) => format.recognises(head)) ?? null
