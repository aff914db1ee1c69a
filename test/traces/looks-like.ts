/** Small files in the style of each format, made here: the real ones are large and may be absent. */

import type { Result } from '../../src/kernel/problem.ts'
import type { Trace } from '../../src/traces/arrivals.ts'
import { readTrace } from '../../src/traces/read-trace.ts'

/** CR LF, seven decimals, no end of the last line: as Azure publishes them. Arrivals 0, 0.052 and 1.02004 s. */
export const AZURE = [
  'TIMESTAMP,ContextTokens,GeneratedTokens',
  '2023-11-16 18:17:03.9799600,4808,10',
  '2023-11-16 18:17:04.0319600,3180,8',
  '2023-11-16 18:17:05.0000000,110,27',
].join('\r\n')

/** Three conversations: the second shares its first 512 tokens with the first, the third goes on from the second. */
export const MOONCAKE = [
  '{"timestamp": 0, "input_length": 1000, "output_length": 5, "hash_ids": [0, 1]}',
  '{"timestamp": 1500, "input_length": 1024, "output_length": 6, "hash_ids": [0, 2]}',
  '{"timestamp": 3000, "input_length": 1100, "output_length": 7, "hash_ids": [0, 2, 3]}',
  '',
].join('\n')

export const VIDUR = 'arrived_at,num_prefill_tokens,num_decode_tokens\n0.0,4808,10\n0.052,3180,8\n1.02004,110,27\n'

/** Pieces of at most `size` characters. */
export function* cut(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

export const read = (text: string, name = 'trace.csv'): Promise<Result<Trace>> => readTrace(name, [text])

/** The trace of a text that must be readable. */
export async function readable(text: string): Promise<Trace> {
  const result = await read(text)
  if (!result.ok) throw new Error(result.problems[0].message)
  return result.value
}

/** The problem of a text that must not be. */
export async function problemOf(
  text: string,
): Promise<{ readonly code: string; readonly message: string; readonly remedy: string }> {
  const result = await read(text)
  if (result.ok) throw new Error('was readable')
  return result.problems[0]
}
