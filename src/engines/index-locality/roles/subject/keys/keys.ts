/**
 * Keys in order: threads look up, change and insert keys of one structure at the same time, in the mixes of the usual benchmark. What is
 * found is checked as it goes: a key whose insertion had ended before a look-up began must be there.
 *
 * Source of the mixes and of the law of popularity: Cooper et al., Benchmarking cloud serving systems with YCSB (SoCC 2010).
 */
import * as z from 'zod'
import { InvariantError } from '../../../../../kernel/problem.ts'
import { choice, chosen as chosenIn, created } from '../../../../../schema/choice.ts'
import type { Cell } from '../../../contracts/memory.ts'
import type { Lane } from '../../../contracts/operation.ts'
import type { OrderedIndex } from '../../../contracts/ordered-index.ts'
import { defineSubject, type Subject, type SubjectContext } from '../../../contracts/subject.ts'
import { indexes } from './index/index.ts'
import { insertPlainly } from './insert-plainly.ts'
import { lockRules } from './locks/index.ts'
import { type KeysKept, keysMetrics } from './metrics.ts'
import { Kind, mixes, mixNames } from './mixes.ts'
import { countsVisits } from './visits.ts'
import { whichKeys } from './which-keys.ts'

const knobs = z.strictObject({
  mix: z.enum(mixNames).default('read-mostly').meta({
    label: 'Mix',
    help: 'What is asked: only look-ups, look-ups with updates (half, or one in twenty), insertions with look-ups of the newest, short ranges, or insertions alone.',
    source: 'YCSB (Cooper et al. 2010): C, A, B, D, E and loading',
  }),
  keys: z
    .int()
    .min(100)
    .max(400_000)
    .default(50_000)
    .meta({
      label: 'Keys',
      unit: 'keys',
      help: 'Keys that are there from the start: more are deeper structures and fewer lines that are still in a cache.',
      slider: [1000, 200_000],
      scale: 'log',
    }),
  operations: z
    .int()
    .min(10)
    .max(200_000)
    .default(10_000)
    .meta({
      label: 'Operations',
      unit: 'operations',
      help: 'How many are timed: more narrow the intervals and take longer.',
      slider: [1000, 50_000],
      scale: 'log',
    }),
  threads: z.int().min(1).max(16).default(4).meta({
    label: 'Threads',
    unit: 'threads',
    help: 'Cores that work on the structure at the same time, each with caches of its own: more do more, and get in each other’s way.',
  }),
  skew: z.number().min(0).max(1.5).default(0.8).meta({
    label: 'Skew of popularity',
    unit: '',
    help: 'Exponent of Zipf’s law: 0 asks for every key alike; higher for few keys most of the time, which then stay in a cache.',
  }),
  range: z
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .meta({
      label: 'Keys of a range',
      unit: 'keys',
      help: 'How many keys in a row a range reads; only mixes with ranges use it.',
      slider: [1, 200],
      level: 'advanced',
    }),
  index: choice(indexes, { label: 'Structure', help: 'How keys are found.', default: 'b-skiplist' }),
  locks: choice(lockRules, {
    label: 'Locks',
    help: 'What a thread holds on its way, so that others can be on theirs.',
    default: 'hand-over-hand',
  }),
})

export const keys = defineSubject({
  id: 'keys',
  role: 'subject',
  title: 'Keys in order',
  help: 'Threads look up and insert keys of one ordered structure: skip lists and trees.',
  source: 'Luo et al. 2025 (arXiv 2507.21492)',
  knobs,
  metrics: keysMetrics,
  sizes: (chosen) =>
    sizesUpTo(chosen.keys).map((keys) => ({
      structure: chosenIn(indexes, chosen.index).title,
      entries: keys,
      knobs: { ...chosen, keys, mix: 'read-only' },
    })),
  create: (chosen, context) => new Keys(chosen, context),
})

/** Fewest keys that are measured. */
const FEWEST = 100

/** From the fewest on, four times as many each time: a level of a tree of such nodes. */
function sizesUpTo(most: number): readonly number[] {
  const sizes: number[] = []
  for (let keys = most; keys >= FEWEST; keys = Math.floor(keys / 4)) sizes.unshift(keys)
  return sizes
}

class Keys implements Subject<KeysKept> {
  readonly threads: number
  readonly operations: number
  readonly kept: KeysKept
  private readonly index: OrderedIndex & { visits(node: Cell): number }
  private readonly which: ReturnType<typeof whichKeys>
  private readonly rule
  /** By place in the order of insertion: the operation that inserted a key, and whether it has ended. */
  private readonly isIn: Uint8Array

  private readonly chosen: z.output<typeof knobs>

  constructor(chosen: z.output<typeof knobs>, { memory, locks, draws }: SubjectContext) {
    this.chosen = chosen
    const { keys: loaded, operations, threads, mix, skew } = chosen
    this.threads = threads
    this.operations = operations
    this.which = whichKeys({ draws, mix: mixes[mix], loaded, operations, skew })
    const expected = loaded + this.which.inserts
    const index = created(indexes, chosen.index, { memory, draws, expected })
    for (let i = 0; i < loaded; i++) insertPlainly(index, index.plan(this.which.keyAt(i), i))
    this.index = countsVisits(index)
    this.rule = created(lockRules, chosen.locks, { index: this.index, locks, memory })
    this.isIn = new Uint8Array(expected).fill(1, 0, loaded)
    this.kept = { index: this.index, missed: 0, found: 0 }
  }

  begin(index: number, lane: Lane) {
    const { which, rule, chosen } = this
    const { kind, place } = which.at(index, (at) => this.isIn[at] === 1)
    const key = which.keyAt(place)
    switch (kind) {
      case Kind.find:
        return { kind, steps: this.checked(place, rule.find(lane, key)) }
      case Kind.update:
        return { kind, steps: rule.update(lane, key, index) }
      case Kind.range:
        return { kind, steps: rule.read(lane, key, chosen.range) }
      case Kind.insert:
        return { kind, steps: this.inserting(place, rule.insert(lane, this.index.plan(key, index))) }
      default:
        throw new InvariantError(`operation ${index} is of kind ${kind}`)
    }
  }

  /** A key that was in when the look-up began has to be found. */
  private *checked(place: number, steps: Generator<'step' | 'wait', number, void>) {
    const wasIn = this.isIn[place] === 1
    const value = yield* steps
    if (Number.isNaN(value)) {
      if (wasIn) this.kept.missed++
    } else this.kept.found++
    return value
  }

  private *inserting(place: number, steps: Generator<'step' | 'wait', void, void>) {
    yield* steps
    this.isIn[place] = 1
  }

  drawing() {
    return this.index.drawing((node) => this.index.visits(node))
  }

  digest(digest: Parameters<Subject['digest']>[0]): void {
    for (const [key, value] of this.index.entries()) {
      digest.number(key)
      digest.number(value)
    }
  }
}
