/** What rounding the cache costs: loss and recall by format, keys alone, values alone, and both. */
import { turnKeysOf } from '../kv/turn-key.ts'
import { weighCache } from '../kv/weigh-cache.ts'
import { rounded } from '../roles/kv-format/rounded.ts'
import type { Reading } from './read-through.ts'
import { recallAccuracy } from './retrieval.ts'
import { type EvaluationText, lossOf } from './teacher-forced.ts'

export interface RoundingRow {
  readonly setting: string
  readonly loss: number
  readonly recall: number
  readonly bitsPerElement: number
}

interface Setting {
  readonly title: string
  readonly keyBits: number
  readonly valueBits: number
  readonly keysBy: 'channel' | 'token'
  readonly rotation: 'before' | 'after'
}

const NOT = 16

/** Keys at so many bits in the three ways that differ, values, both as KIVI has them, and nothing at all. */
export const settingsOf = (bits: number): readonly Setting[] => [
  { title: 'full precision', keyBits: NOT, valueBits: NOT, keysBy: 'token', rotation: 'after' },
  {
    title: `keys ${bits} bit by channel, before rotation`,
    keyBits: bits,
    valueBits: NOT,
    keysBy: 'channel',
    rotation: 'before',
  },
  {
    title: `keys ${bits} bit by channel, after rotation`,
    keyBits: bits,
    valueBits: NOT,
    keysBy: 'channel',
    rotation: 'after',
  },
  { title: `keys ${bits} bit by token`, keyBits: bits, valueBits: NOT, keysBy: 'token', rotation: 'after' },
  { title: `values ${bits} bit by token`, keyBits: NOT, valueBits: bits, keysBy: 'token', rotation: 'after' },
  { title: `both ${bits} bit, KIVI`, keyBits: bits, valueBits: bits, keysBy: 'channel', rotation: 'before' },
]

/** Texts are read `stride` tokens at a time, and the cache is settled in between, as in decoding. */
export function measureRounding(
  reading: Reading,
  texts: readonly EvaluationText[],
  { title, ...knobs }: Setting,
  { group, stride, passages }: { readonly group: number; readonly stride: number; readonly passages: number },
): RoundingRow {
  const format = rounded.create({ ...knobs, group })
  const turnKey = turnKeysOf(reading.cache, reading.model.rope)
  const strict: Reading = { ...reading, stride, settled: (cache) => format.settle(cache, turnKey) }
  const { loss } = lossOf(strict, texts)
  const { bitsPerElement } = weighCache(reading.cache)
  return { setting: title, loss, recall: recallAccuracy(strict, 12, passages).share, bitsPerElement }
}
