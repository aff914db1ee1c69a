/**
 * Look first, lock from below: a search takes no lock, and starts again where what it saw has changed meanwhile. An insertion remembers
 * its way, locks the places that it changes from the lowest up, and starts again if one is not as it was.
 *
 * Readers write nothing, so nodes that all pass stay in everybody's cache; in return somebody may have to come again.
 *
 * Source: Herlihy, Lev, Luchangco and Shavit, A simple optimistic skiplist algorithm (SIROCCO 2007); for nodes of many keys optimistic lock
 * coupling, Leis, Haubenschild and Neumann (IEEE Data Engineering Bulletin 42, 2019).
 */
import * as z from 'zod'
import { defineLockRule, type LockContext, type LockRule } from '../../../../contracts/lock-rule.ts'
import type { Lane, Steps } from '../../../../contracts/operation.ts'
import type { Insertion, Place } from '../../../../contracts/ordered-index.ts'
import { emptyPlace, type Goal, moveTo } from './descent.ts'

export const optimistic = defineLockRule({
  id: 'optimistic',
  role: 'locks',
  title: 'Look first, lock from below',
  help: 'Searches take no lock and start again where something changed; insertions lock what they change, from the lowest level up.',
  source: 'Herlihy et al. 2007; Leis et al. 2019',
  knobs: z.strictObject({}),
  create: (_, context) => lookingFirst(context),
})

/** A place with what was seen there. */
interface Seen extends Place {
  version: number
}

/** Nothing that was seen can be relied on: start again from the top. */
const AGAIN = Symbol('again')
type Attempt<T> = Steps<T | typeof AGAIN>

function lookingFirst(context: LockContext): LockRule {
  const { index, locks } = context
  return {
    find: (lane, key) =>
      untilDone(lane, function* () {
        const seen = yield* goDown(context, lane, { key, goal: 'value' })
        if (seen === AGAIN) return AGAIN
        const value = index.find(seen, key)
        yield 'step'
        return isStale(context, lane, seen) ? AGAIN : value
      }),
    update: (lane, key, value) =>
      untilDone(lane, function* () {
        const seen = yield* goDown(context, lane, { key, goal: 'writing' })
        if (seen === AGAIN) return AGAIN
        const cell = index.lockOf(seen)
        yield* locks.take(lane.thread, cell, true)
        // A tower that has a new neighbour is still the tower of the key; a node may have given it away.
        const isAsItWas = !index.goesStale || index.version(seen) === seen.version
        lane.enter('writing')
        const isThere = isAsItWas && index.update(seen, key, value)
        yield 'step'
        locks.release(lane.thread, cell)
        return isAsItWas ? isThere : AGAIN
      }),
    insert: (lane, insertion) => untilDone(lane, () => insertFromBelow(context, lane, insertion)),
    *read(lane, key, most) {
      const seen = yield* untilDone(lane, () => goDown(context, lane, { key, goal: 'range' }))
      const to = emptyPlace()
      let read = 0
      for (;;) {
        yield* locks.untilFree(lane.thread, index.lockOf(seen))
        seen.version = index.version(seen)
        const { count, goesOn } = index.collect(seen, key, most - read, to)
        yield 'step'
        // What moved out of a node while it was read lies to the right of it: the node is read again.
        if (isStale(context, lane, seen)) {
          lane.startsAgain()
          continue
        }
        read += count
        if (read >= most || !goesOn) return read
        moveTo(seen, to)
      }
    },
  }
}

function* untilDone<T>(lane: Lane, attempt: () => Attempt<T>): Steps<T> {
  for (;;) {
    const result = yield* attempt()
    if (result !== AGAIN) return result
    lane.startsAgain()
  }
}

/** Whether somebody has written where it matters, or is about to. */
const isStale = ({ index, locks }: LockContext, { thread }: Lane, seen: Seen): boolean =>
  index.goesStale && (index.version(seen) !== seen.version || locks.isHeldByOther(thread, index.lockOf(seen)))

/** Goes down without a lock; `path` gets what was seen where the search left each level. */
function* goDown(
  context: LockContext,
  lane: Lane,
  goal: { readonly key: number; readonly goal: Goal },
  path?: Seen[],
): Attempt<Seen> {
  const { index, locks } = context
  const { key } = goal
  const place: Seen = { node: 0, level: 0, version: 0 }
  const to = emptyPlace()
  index.enter(place)
  for (;;) {
    if (index.goesStale) yield* locks.untilFree(lane.thread, index.lockOf(place))
    place.version = index.version(place)
    const way = index.advance(place, key, to)
    yield 'step'
    if (isStale(context, lane, place)) return AGAIN
    if (way !== 'right' && path !== undefined) path[place.level] = { ...place }
    if (way === 'here') return place
    if (path !== undefined && way === 'down' && index.isFull?.(to)) {
      yield* makeRoomBelow(context, lane, place, to)
      return AGAIN
    }
    moveTo(place, to)
    if (goal.goal === 'value' && way === 'right' && index.isAt(place, key)) {
      place.version = index.version(place)
      return place
    }
  }
}

/** Halves a full node, if both it and the one above can be had as they were seen. */
function* makeRoomBelow({ index, locks }: LockContext, lane: Lane, above: Seen, below: Place): Steps<void> {
  const [upper, lower] = [index.lockOf(above), index.lockOf(below)]
  if (!locks.tryTake(lane.thread, upper)) return
  // The one above may have run full since it was gone through; then it is halved first, on the next way down.
  const hasRoom = index.version(above) === above.version && index.isFull?.(above) !== true
  if (hasRoom && locks.tryTake(lane.thread, lower)) {
    lane.enter('writing')
    // Somebody may have halved it since it was seen, and then nothing is left to do.
    if (index.isFull?.(below)) index.makeRoom?.(above, { ...below }, Number.NEGATIVE_INFINITY)
    yield 'step'
    locks.release(lane.thread, lower)
  }
  locks.release(lane.thread, upper)
}

function* insertFromBelow(context: LockContext, lane: Lane, insertion: Insertion): Attempt<void> {
  const { index, locks } = context
  const { key, height } = insertion
  const path: Seen[] = []
  const end = yield* goDown(context, lane, { key, goal: 'writing' }, path)
  if (end === AGAIN) return AGAIN
  const held: number[] = []
  let isAsItWas = true
  for (let level = 0; level <= height && isAsItWas; level++) {
    const cell = index.lockOf(path[level])
    isAsItWas = locks.tryTake(lane.thread, cell)
    if (!isAsItWas) break
    held.push(cell)
    isAsItWas = index.version(path[level]) === path[level].version
  }
  // A node that ran full just before it was seen is halved on the next way down.
  if (isAsItWas && index.isFull?.(path[0])) isAsItWas = false
  yield 'step'
  if (isAsItWas) {
    lane.enter('writing')
    // The lowest level first: a key that is seen higher up can always be followed down.
    for (let level = 0; level <= height; level++) {
      index.change(path[level], insertion)
      yield 'step'
    }
  }
  for (const cell of held) locks.release(lane.thread, cell)
  return isAsItWas ? undefined : AGAIN
}
