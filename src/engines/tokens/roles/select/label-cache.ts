/**
 * Label cache: of every key a few channels are kept a second time, close together and in few bits. A query is held against these labels
 * alone, and the entries whose labels promise most are read whole.
 *
 * Which channels are kept is decided once, before any text: those whose product of query and key is largest over an offline pass. The
 * labels of all entries are read for every token, which is what finding costs. Attention that is left is shared out among what is read.
 *
 * Source: Double Sparsity (Yang et al. 2024). Its first two layers are read whole; a knob says how many are here. Query heads that share
 * their keys choose together, by the sum of their scores. Left out: labels of queries in few bits, which nobody stores; offloading.
 */
import * as z from 'zod'
import { amount, rank } from '../../../../kernel/decision.ts'
import { createDraws } from '../../../../kernel/draws.ts'
import type { KvEntries } from '../../contracts/cache.ts'
import type { HeadMoments } from '../../contracts/calibration.ts'
import { defineSelect, type SelectSite } from '../../contracts/select.ts'
import { budgetKnobs, countSeen, readAll, readAlways, readBest } from '../../kv/read-budget.ts'
import { BOUNDS_BITS, roundGroup } from '../../kv/round-group.ts'
import { calibrationKnob } from '../../text/calibration-texts.ts'

/** What the offline pass knows of channels. */
const MOMENTS = ['products', 'queries', 'keys', 'spreads'] as const

/** From here on a label is a copy. */
const WHOLE_BITS = 16

const decisions = {
  /** The more a channel moves scores in the offline pass, the sooner it is kept. */
  channel: rank((moment: number, _channel: number) => -moment),
  /** The more a label promises, the sooner its entry is read. */
  worth: rank((score: number, _entry: number) => -score),
  /** Entries that are read, of what the budget leaves. */
  entries: amount((left: number) => left),
}

export const labelCache = defineSelect({
  id: 'label-cache',
  role: 'select',
  title: 'Label cache',
  help: 'Reads the entries that a few channels of their keys, kept aside in few bits, promise most attention.',
  source: 'Double Sparsity (Yang et al. 2024)',
  knobs: z.strictObject({
    ...budgetKnobs,
    channels: z.int().min(1).max(32).default(8).meta({
      label: 'Channels of a label',
      unit: 'channels',
      help: 'Of the 32 of a key: more find better and are more to read for every entry.',
    }),
    bits: z
      .int()
      .min(2)
      .max(WHOLE_BITS)
      .default(4)
      .meta({ label: 'Bits of a label', unit: 'bit', help: 'By channel; fewer are less to read and find worse.' }),
    bounds: z.enum(['channel', 'entry']).default('channel').meta({
      label: 'Bounds of labels',
      help: 'Of a channel, from the offline pass, which costs nothing; or of each entry, which adds 32 bits to its label.',
      level: 'advanced',
    }),
    by: z
      .enum([...MOMENTS, 'chance'])
      .default('products')
      .meta({
        label: 'Channels chosen by',
        help: 'The mean product of a token’s own query and key, the size of one of them, how far products differ between keys; or chance, as a control.',
        level: 'advanced',
      }),
    wholeLayers: z.int().min(0).max(4).default(1).meta({
      label: 'Layers read whole',
      unit: 'layers',
      help: 'The first layers look everywhere, and lose most by reading less.',
      level: 'advanced',
    }),
    calibration: calibrationKnob,
  }),
  decisions,
  create({ budget, first, recent, channels, bits, bounds, by, wholeLayers, calibration }, { calibrate }) {
    const { heads } = calibrate({ domain: calibration })
    const lists = new Map<number, Labels>()
    const labelBits = channels * bits + (bits < WHOLE_BITS && bounds === 'entry' ? BOUNDS_BITS : 0)
    return {
      begin: () => lists.clear(),
      index(cache, list) {
        const labels = lists.get(list) ?? new Labels(cache, list, heads, { channels, by })
        lists.set(list, labels)
        if (bits >= WHOLE_BITS) labels.copy(cache)
        else if (bounds === 'entry') labels.round(cache, bits)
        else labels.clamp(cache, bits, heads)
      },
      choose(site) {
        const labels = lists.get(site.list)
        const seen = countSeen(site)
        if (labels === undefined || site.layer < wholeLayers || seen <= budget) {
          readAll(site)
          return 0
        }
        const read = readAlways(site, (place) => place < first || place > site.position - Math.max(1, recent))
        labels.ask(site)
        readBest(site, decisions.entries(budget - read), (entry) => decisions.worth(labels.score(entry), entry))
        return seen * labelBits
      },
    }
  },
})

/** The labels of a list, entry by entry. They are made anew whenever they are asked for, so what happens to keys happens to them. */
class Labels {
  private readonly list: number
  /** Channels of a key that are kept, and the labels (capacity, channels). */
  private readonly kept: readonly number[]
  private readonly values: Float32Array
  /** What was clamped to them; NaN for nothing yet. */
  private readonly whole: Float32Array
  /** (query heads, channels). */
  private queries = new Float32Array(0)

  constructor(
    { shape, capacity }: KvEntries,
    list: number,
    heads: HeadMoments,
    { channels, by }: { readonly channels: number; readonly by: (typeof MOMENTS)[number] | 'chance' },
  ) {
    const { headDim } = shape
    this.list = list
    const chance = createDraws(0).stream('channels of labels')
    const momentOf = (channel: number): number =>
      by === 'chance' ? chance.at(list, channel) : heads[by][list * headDim + channel]
    this.kept = Array.from({ length: headDim }, (_, channel) => ({
      channel,
      rank: decisions.channel(momentOf(channel), list * headDim + channel),
    }))
      .sort((a, b) => a.rank - b.rank || a.channel - b.channel)
      .slice(0, channels)
      .map(({ channel }) => channel)
    this.values = new Float32Array(capacity * this.kept.length)
    this.whole = new Float32Array(capacity * this.kept.length).fill(Number.NaN)
  }

  copy({ keys, counts, capacity, shape }: KvEntries): void {
    const { kept, values, list } = this
    for (let i = 0; i < counts[list]; i++)
      for (let c = 0; c < kept.length; c++)
        values[i * kept.length + c] = keys[(list * capacity + i) * shape.headDim + kept[c]]
  }

  /** Between the smallest and largest number of each label. */
  round(cache: KvEntries, bits: number): void {
    this.copy(cache)
    const { length } = this.kept
    for (let i = 0; i < cache.counts[this.list]; i++) roundGroup(this.values, i * length, 1, length, bits)
  }

  /** Between the smallest and largest key of each channel in the offline pass; numbers that have not changed keep their labels. */
  clamp({ keys, counts, capacity, shape }: KvEntries, bits: number, { lowest, highest }: HeadMoments): void {
    const { kept, values, list, whole } = this
    const levels = (1 << bits) - 1
    for (let c = 0; c < kept.length; c++) {
      const channel = kept[c]
      const low = lowest[list * shape.headDim + channel]
      const step = (highest[list * shape.headDim + channel] - low) / levels
      for (let i = 0; i < counts[list]; i++) {
        const at = i * kept.length + c
        const value = keys[(list * capacity + i) * shape.headDim + channel]
        if (value === whole[at]) continue
        whole[at] = value
        const level = step > 0 ? Math.floor((value - low) / step + 0.5) : 0
        values[at] = low + Math.min(levels, Math.max(0, level)) * step
      }
    }
  }

  /** Takes the kept channels of the query heads that entries are scored for. */
  ask({ heads, queryOf }: SelectSite): void {
    const { kept } = this
    if (this.queries.length !== heads * kept.length) this.queries = new Float32Array(heads * kept.length)
    for (let head = 0; head < heads; head++)
      for (let c = 0; c < kept.length; c++) this.queries[head * kept.length + c] = queryOf(head, kept[c])
  }

  /** Sum over the query heads of what the kept channels add to the score of an entry. */
  score(entry: number): number {
    const { kept, values, queries } = this
    const at = entry * kept.length
    let sum = 0
    for (let first = 0; first < queries.length; first += kept.length)
      for (let c = 0; c < kept.length; c++) sum += queries[first + c] * values[at + c]
    return sum
  }
}
