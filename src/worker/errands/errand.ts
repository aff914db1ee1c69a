/** How errands are done: each with the hands of the worker, in steps between which it rests, and until nobody wants it any more. */
import type { Errand } from '../../kernel/errand.ts'
import { InvariantError } from '../../kernel/problem.ts'
import type { Shelf } from '../../run/shelf.ts'

/** What the worker lends to whoever does an errand. */
export interface Hands<News = never> {
  /** What the worker holds: dropped data, files, what was computed. */
  readonly shelf: Shelf
  /** Milliseconds. */
  readonly clock: () => number
  /** Lets messages in between two pieces of work. */
  readonly breathe: () => Promise<void>
  readonly tell: (news: News) => void
  /** False once it was cancelled or asked for again. */
  readonly isWanted: () => boolean
}

type Doer = (hands: Hands, ...args: readonly never[]) => unknown

/** One line of the list: an errand, and where who does it is loaded from. */
export type Loaded = readonly [id: string, load: () => Promise<Doer>]

export const doing = <Arguments extends readonly unknown[], News, Answer>(
  { id }: Errand<Arguments, News, Answer>,
  load: () => Promise<(hands: Hands<News>, ...args: Arguments) => Answer | Promise<Answer>>,
): Loaded => [id, load as unknown as () => Promise<Doer>]

export interface ErrandDesk {
  /** Does an errand; the one of the same name before it is wanted no more. */
  errand(id: string, args: readonly unknown[], tell: ((news: unknown) => void) | null): Promise<unknown>
  /** Ends it at its next rest. */
  drop(id: string): void
}

export function createDesk(list: readonly Loaded[], lent: Omit<Hands, 'tell' | 'isWanted'>): ErrandDesk {
  const known = new Map(list)
  /** Errands asked for or dropped so far, by name: only the last one is wanted. */
  const turns = new Map<string, number>()
  const next = (id: string): number => {
    const turn = (turns.get(id) ?? 0) + 1
    turns.set(id, turn)
    return turn
  }
  return {
    async errand(id, args, tell) {
      const load = known.get(id)
      if (load === undefined) throw new InvariantError(`no errand is called ${id}: ${[...known.keys()].join(', ')}`)
      const mine = next(id)
      const run = await load()
      const hands = { ...lent, tell: tell ?? (() => undefined), isWanted: () => turns.get(id) === mine }
      return run(hands, ...(args as readonly never[]))
    },
    drop: (id) => void next(id),
  }
}
