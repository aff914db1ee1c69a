/**
 * A ring of vectors in full precision that stays in the first level of a cache: all of them are held against the query, and what is put
 * in pushes out one that is there. What is near enough, what goes in and what goes is the caller's to decide.
 */
import * as z from 'zod'
import type { LookasideContext } from '../../../../contracts/vectors.ts'
import { full } from '../format/full.ts'

export const ringKnobs = {
  entries: z
    .int()
    .min(1)
    .max(1024)
    .default(64)
    .meta({
      label: 'Vectors at hand',
      unit: 'vectors',
      help: 'More are hit more often; every query is held against all of them, hit or not.',
      slider: [8, 256],
      scale: 'log',
    }),
  threshold: z.number().min(0).max(1).default(0.85).meta({
    label: 'Near enough',
    unit: '',
    help: 'Cosine from which a vector at hand is taken as the answer: lower hits more often, and more often with the wrong one.',
  }),
}

/** What whoever has a ring decides. */
export interface RingRule {
  /** Whether a vector that is so much alike is taken as the answer. */
  readonly isNearEnough: (similarity: number, threshold: number) => boolean
  /** Which one gives way: the smallest, by the number of the put that brought it. */
  readonly leaves: (put: number) => number
}

const EMPTY = -1

export class Ring {
  private readonly format
  private readonly at: number // byte of the first vector
  private readonly ids: Int32Array
  /** Number of the put that brought each; those that are empty go first. */
  private readonly broughtBy: Float64Array
  private puts = 0
  private readonly rule: RingRule

  private readonly context: LookasideContext
  private readonly entries: number
  private readonly threshold: number

  constructor(
    context: LookasideContext,
    { entries, threshold }: { readonly entries: number; readonly threshold: number },
    rule: RingRule,
  ) {
    this.rule = rule
    this.context = context
    this.entries = entries
    this.threshold = threshold
    const { memory, source } = context
    this.format = full.create({}, { memory, dims: source.dims })
    this.at = memory.allocate(Math.ceil((entries * this.format.bytes) / 8), 8) * 8
    this.ids = new Int32Array(entries).fill(EMPTY)
    this.broughtBy = new Float64Array(entries)
  }

  *find(query: Float32Array): Generator<'step', number | null, void> {
    let best = EMPTY
    let most = -Infinity
    for (let i = 0; i < this.entries; i++) {
      if (this.ids[i] === EMPTY) continue
      const similarity = this.format.dot(this.at + i * this.format.bytes, query)
      if (similarity > most) [best, most] = [this.ids[i], similarity]
    }
    yield 'step'
    return best !== EMPTY && this.rule.isNearEnough(most, this.threshold) ? best : null
  }

  /** Puts a vector in, unless it is in. */
  put(id: number): void {
    if (this.ids.includes(id)) return
    const { source } = this.context
    const place = this.placeThatLeaves()
    this.format.write(this.at + place * this.format.bytes, source.values, id * source.dims)
    this.ids[place] = id
    this.broughtBy[place] = this.puts++
  }

  private placeThatLeaves(): number {
    const empty = this.ids.indexOf(EMPTY)
    if (empty >= 0) return empty
    let place = 0
    for (let i = 1; i < this.entries; i++)
      if (this.rule.leaves(this.broughtBy[i]) < this.rule.leaves(this.broughtBy[place])) place = i
    return place
  }
}
