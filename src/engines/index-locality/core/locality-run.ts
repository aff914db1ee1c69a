/** A run as metrics, summaries and questions read it. */
import type { Seconds } from '../../../kernel/units.ts'
import type { Subject } from '../contracts/subject.ts'
import type { Arena } from '../memory/arena.ts'
import type { LocalitySetup } from '../set-up/schema.ts'
import type { Books } from './books.ts'
import type { Threads } from './threads.ts'

export interface LocalityRun {
  readonly setup: LocalitySetup
  readonly subject: Subject
  readonly arena: Arena
  readonly threads: Threads
  readonly books: Books
  readonly now: Seconds
}
