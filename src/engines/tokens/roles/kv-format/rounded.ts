/**
 * Round-to-nearest in few bits: keys by token or by channel, before or after their rotation, values by token. A channel is
 * rounded over a group of tokens, so the newest tokens wait at full precision until their group is complete.
 *
 * Source: KIVI (Liu et al. 2024): keys by channel, values by token. KVQuant (Hooper et al. 2024): keys before rotation.
 */
import * as z from 'zod'
import type { KvEntries } from '../../contracts/cache.ts'
import { defineKvFormat } from '../../contracts/kv-format.ts'
import { BOUNDS_BITS, roundGroup } from '../../kv/round-group.ts'

const bits = (label: string, help: string) =>
  z
    .int()
    .min(1)
    .max(16)
    .default(2)
    .meta({ label, unit: 'bit', help, slider: [1, 8] })

export const rounded = defineKvFormat({
  id: 'rounded',
  role: 'kvFormat',
  title: 'Rounded',
  help: 'Keys and values in few bits; what the bounds of each group cost is counted.',
  source: 'KIVI (Liu et al. 2024), KVQuant (Hooper et al. 2024)',
  knobs: z.strictObject({
    keyBits: bits('Bits of keys', 'Fewer bits: a smaller cache, and attention that looks in the wrong places.'),
    valueBits: bits('Bits of values', 'Fewer bits: a smaller cache, and blurred contents.'),
    keysBy: z.enum(['channel', 'token']).default('channel').meta({
      label: 'Keys by',
      help: 'Channels differ more than tokens do: bounds by channel fit keys better.',
    }),
    rotation: z.enum(['before', 'after']).default('before').meta({
      label: 'Keys are rounded',
      help: 'Before their rotation a channel holds one kind of value; after it, two channels are mixed by position.',
    }),
    group: z.int().min(4).max(128).default(32).meta({
      label: 'Tokens of a group',
      unit: 'tokens',
      help: 'Longer groups need fewer bounds, fit worse, and leave more of the newest tokens at full precision.',
      level: 'advanced',
    }),
  }),
  keepsTurned: ({ keyBits, rotation }) => keyBits < 16 && rotation === 'after',
  create(knobs) {
    return {
      isByRow: true,
      settle: (cache, turnKey) => {
        cache.groupBits = boundsOf(knobs, cache.shape.headDim)
        for (let list = 0; list < cache.counts.length; list++) {
          if (knobs.keyBits < 16) roundKeys(cache, list, knobs, turnKey)
          if (knobs.valueBits < 16) roundValues(cache, list, knobs.valueBits)
        }
      },
    }
  },
})

type Knobs = z.output<typeof rounded.knobs>

/** Two bounds for the channels of one token, or for every channel over the tokens of a group; values go by token. */
const boundsOf = ({ keysBy }: Knobs, headDim: number): KvEntries['groupBits'] => ({
  key: keysBy === 'token' ? BOUNDS_BITS : BOUNDS_BITS * headDim,
  value: BOUNDS_BITS,
})

function roundKeys(
  cache: KvEntries,
  list: number,
  { keyBits, keysBy, rotation, group }: Knobs,
  turnKey: (entry: number) => void,
): void {
  const { headDim } = cache.shape
  const end = list * cache.capacity + cache.counts[list]
  const source = rotation === 'before' ? cache.rawKeys : cache.keys
  let first = list * cache.capacity
  while (first < end && cache.keyBits[first] <= keyBits) first++
  const size = keysBy === 'token' ? 1 : group
  for (; first + size <= end; first += size) {
    if (keysBy === 'token') roundGroup(source, first * headDim, 1, headDim, keyBits)
    else for (let d = 0; d < headDim; d++) roundGroup(source, first * headDim + d, headDim, group, keyBits)
    for (let entry = first; entry < first + size; entry++) {
      cache.keyBits[entry] = keyBits
      cache.keyGroup[entry] = cache.place[first]
      if (rotation === 'before') turnKey(entry)
    }
  }
}

function roundValues(cache: KvEntries, list: number, valueBits: number): void {
  const { headDim } = cache.shape
  const first = list * cache.capacity
  for (let entry = first + cache.counts[list] - 1; entry >= first && cache.valueBits[entry] > valueBits; entry--) {
    roundGroup(cache.values, entry * headDim, 1, headDim, valueBits)
    cache.valueBits[entry] = valueBits
  }
}
