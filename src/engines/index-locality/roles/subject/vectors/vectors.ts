/**
 * Vectors: a conversation asks for memories that are like its questions, and adds new ones. What is at hand is asked first, then an index;
 * answers are judged by the exact nearest vector, which nobody in the run knows.
 */
import * as z from 'zod'
import { createDigest } from '../../../../../kernel/digest.ts'
import type { CountTrack } from '../../../../../kernel/tracks.ts'
import { choice, created } from '../../../../../schema/choice.ts'
import type { Lane, Operation } from '../../../contracts/operation.ts'
import { defineSubject, type Subject, type SubjectContext } from '../../../contracts/subject.ts'
import type { Journal, Lookaside, VectorFormat, VectorSearch } from '../../../contracts/vectors.ts'
import { type Conversation, conversation } from './conversation.ts'
import { exactlyNearest } from './exactly-nearest.ts'
import { formats } from './format/index.ts'
import { journals } from './journal/index.ts'
import { lookasides } from './lookaside/index.ts'
import { type VectorsKept, vectorsMetrics } from './metrics.ts'
import { searches } from './search/index.ts'

const knobs = z.strictObject({
  vectors: z
    .int()
    .min(16)
    .max(65_536)
    .default(8192)
    .meta({
      label: 'Memories',
      unit: 'vectors',
      help: 'Vectors that are there from the start: more are more lines to read, and more that may lie nearer.',
      slider: [512, 32_768],
      scale: 'log',
    }),
  dims: z.int().min(8).max(256).default(64).meta({
    label: 'Numbers of a vector',
    unit: 'numbers',
    help: 'More tell vectors apart better, and are more lines a vector.',
    level: 'advanced',
  }),
  operations: z
    .int()
    .min(10)
    .max(50_000)
    .default(1500)
    .meta({
      label: 'Operations',
      unit: 'operations',
      help: 'Questions and insertions, one after the other.',
      slider: [200, 10_000],
      scale: 'log',
    }),
  locality: z.number().min(0).max(1).default(0.9).meta({
    label: 'Stays with its topic',
    unit: '',
    help: 'Chance that the next question is about the same topic: higher asks again for what was just found.',
  }),
  topics: z
    .int()
    .min(1)
    .max(4096)
    .default(512)
    .meta({
      label: 'Topics',
      unit: 'topics',
      help: 'More topics have fewer memories each.',
      slider: [16, 1024],
      scale: 'log',
      level: 'advanced',
    }),
  spread: z.number().min(0.05).max(3).default(0.8).meta({
    label: 'Spread of a topic',
    unit: '',
    help: 'How far memories of a topic lie apart: less is more alike, so that near enough is more often the wrong one.',
    level: 'advanced',
  }),
  blur: z.number().min(0).max(2).default(0.3).meta({
    label: 'Blur of a question',
    unit: '',
    help: 'How far a question is from the memory that it is about.',
    level: 'advanced',
  }),
  inserts: z.number().min(0).max(1).default(0.05).meta({
    label: 'Insertions',
    unit: 'fraction',
    help: 'Share of the operations that add a memory.',
  }),
  crashAt: z.int().min(0).max(50_000).default(0).meta({
    label: 'Crash before operation',
    unit: '',
    help: 'Everything but what was loaded and the journal is lost then, and laid out anew.',
    zero: 'never',
    level: 'advanced',
  }),
  search: choice(searches, {
    label: 'Index',
    help: 'How a vector that is alike is found among all.',
    default: 'atlas',
  }),
  lookaside: choice(lookasides, { label: 'At hand', help: 'What is asked before the index.', default: 'none' }),
  format: choice(formats, { label: 'Format', help: 'How the numbers of the index are written.', default: 'full' }),
  journal: choice(journals, { label: 'Journal', help: 'What outlives a crash.', default: 'none' }),
})

export const vectors = defineSubject({
  id: 'vectors',
  role: 'subject',
  title: 'Vectors that are alike',
  help: 'A conversation asks for the memories that are most like its questions: an index of pages, and what is at hand before it.',
  source: 'Aeon (arXiv 2601.15311)',
  knobs,
  metrics: vectorsMetrics,
  create: (chosen, context) => new Vectors(chosen, context),
})

type VectorsKnobs = z.output<typeof knobs>

const Kind = { question: 0, insertion: 1, recovery: 2 } as const

class Vectors implements Subject<VectorsKept> {
  readonly threads = 1
  readonly operations: number
  readonly kept: VectorsKept = {
    ...{ queries: 0, right: 0, hits: 0, wrongHits: 0, searches: 0, rightSearches: 0, pages: 0, inserted: 0 },
    crash: null,
  }
  private readonly chosen: VectorsKnobs
  private readonly context: SubjectContext
  private readonly talk: Conversation
  private readonly nearest: ReturnType<typeof exactlyNearest>
  private readonly format: VectorFormat
  private readonly lookaside: Lookaside
  private readonly journal: Journal
  private readonly answered: CountTrack
  private readonly isInsertion: (index: number) => boolean
  private search: VectorSearch
  private held: number

  constructor(chosen: VectorsKnobs, context: SubjectContext) {
    const { memory, draws, recorder } = context
    const { dims, operations, vectors: loaded } = chosen
    this.chosen = chosen
    this.context = context
    this.operations = operations
    this.held = loaded
    const drawn = draws.stream('insertions')
    this.isInsertion = (index) => drawn.at(index) < chosen.inserts
    let most = 0
    for (let i = 0; i < operations; i++) if (this.isInsertion(i)) most++
    this.talk = conversation({ ...chosen, draws, count: loaded + most })
    const { source } = this.talk
    this.nearest = exactlyNearest(this.talk)
    this.format = created(formats, chosen.format, { memory, dims })
    this.journal = created(journals, chosen.journal, { memory, dims, most })
    this.lookaside = created(lookasides, chosen.lookaside, { memory, draws, source, loaded })
    this.search = this.layOut()
    this.answered = recorder.count({
      ...{ id: 'answers', title: 'Answers', unit: 'questions' },
      series: ['at hand', 'at hand, wrong', 'by a search', 'by a search, wrong'],
    })
  }

  begin(index: number, lane: Lane): Operation {
    if (index === this.chosen.crashAt && index > 0) return { kind: Kind.recovery, steps: this.crash(lane) }
    if (this.isInsertion(index)) return { kind: Kind.insertion, steps: this.insert(lane) }
    const query = new Float32Array(this.chosen.dims)
    this.talk.question(index, this.held, query)
    return { kind: Kind.question, steps: this.ask(query) }
  }

  ended(_index: number, _result: unknown, now: number): void {
    this.answered.mark(now)
  }

  drawing() {
    return this.search.drawing()
  }

  digest(digest: Parameters<Subject['digest']>[0]): void {
    const { queries, right, hits, wrongHits, pages } = this.kept
    for (const figure of [queries, right, hits, wrongHits, pages]) digest.number(figure)
    for (const id of this.search.state()) digest.number(id)
  }

  private *ask(query: Float32Array): Generator<'step' | 'wait', void, void> {
    const { kept, search, lookaside } = this
    const atHand = yield* lookaside.find(query)
    const isRight = (id: number): boolean => id === this.nearest(query, this.held)
    kept.queries++
    if (atHand !== null) {
      kept.hits++
      const right = isRight(atHand)
      this.answered.value[right ? 0 : 1]++
      if (right) kept.right++
      else kept.wrongHits++
      return
    }
    const before = search.pagesVisited
    const found = yield* search.nearest(query)
    const right = isRight(found.id)
    this.answered.value[right ? 2 : 3]++
    kept.searches++
    kept.pages += search.pagesVisited - before
    if (right) {
      kept.right++
      kept.rightSearches++
    }
    lookaside.keep(found)
  }

  private *insert(lane: Lane): Generator<'step' | 'wait', void, void> {
    lane.enter('writing')
    const id = this.held
    this.journal.append(id)
    yield 'step'
    yield* this.search.insert(id)
    this.held++
    this.kept.inserted++
  }

  /** Everything in memory is gone: what was loaded is laid out anew, and the journal is done again. */
  private *crash(lane: Lane): Generator<'step' | 'wait', void, void> {
    const { kept, chosen } = this
    lane.startsAgain()
    const [before, was] = [kept.inserted, stateOf(this.search)]
    this.search = this.layOut()
    this.held = chosen.vectors
    for (const id of this.journal.recover()) {
      yield* this.search.insert(id)
      this.held++
    }
    kept.inserted = this.held - chosen.vectors
    kept.crash = { before, after: kept.inserted, isSameState: stateOf(this.search) === was }
  }

  private layOut(): VectorSearch {
    const { memory, draws } = this.context
    const { source } = this.talk
    return created(searches, this.chosen.search, {
      memory,
      draws,
      source,
      format: this.format,
      loaded: this.chosen.vectors,
    })
  }
}

function stateOf(search: VectorSearch): string {
  const digest = createDigest()
  for (const id of search.state()) digest.number(id)
  return digest.hex()
}
