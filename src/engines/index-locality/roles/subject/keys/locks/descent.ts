/** The way down with locks, of which the two rules that hold some are made: what is taken before a place, and let go behind it. */
import type { LockContext } from '../../../../contracts/lock-rule.ts'
import type { Lane, Steps } from '../../../../contracts/operation.ts'
import type { Insertion, Place } from '../../../../contracts/ordered-index.ts'

export interface Holding {
  /** Has a place held before it is looked at. */
  take(lane: Lane, place: Place, isForWriting: boolean): Steps<void>
  leave(lane: Lane, place: Place): void
}

/** What a search is for: the value of a key, its place for writing, or where a range begins. */
export type Goal = 'value' | 'writing' | 'range'

export const emptyPlace = (): Place => ({ node: 0, level: 0 })

export function moveTo(place: Place, to: Place): void {
  place.node = to.node
  place.level = to.level
}

/** Goes down to where a key is or would be, which is held from then on; a look-up of a value may find it higher up. */
export function* goDown(
  { index }: LockContext,
  holding: Holding,
  lane: Lane,
  { key, goal }: { readonly key: number; readonly goal: Goal },
): Steps<Place> {
  const [place, to] = [emptyPlace(), emptyPlace()]
  const writes = (level: number): boolean => goal === 'writing' && level === 0
  index.enter(place)
  yield* holding.take(lane, place, writes(place.level))
  for (;;) {
    const way = index.advance(place, key, to)
    yield 'step'
    if (way === 'here') return place
    yield* holding.take(lane, to, writes(to.level))
    holding.leave(lane, place)
    moveTo(place, to)
    if (goal === 'value' && way === 'right' && index.isAt(place, key)) return place
  }
}

/** The same for an insertion, which changes what it has to on the way: nobody goes up again. */
export function* insertOnTheWay(
  { index }: LockContext,
  holding: Holding,
  lane: Lane,
  insertion: Insertion,
): Steps<void> {
  const { key, height } = insertion
  const [place, to] = [emptyPlace(), emptyPlace()]
  const from = index.heldFrom(insertion)
  index.enter(place)
  yield* holding.take(lane, place, place.level <= from)
  for (;;) {
    const way = index.advance(place, key, to)
    yield 'step'
    if (way !== 'right' && place.level <= height) {
      lane.enter('writing')
      // From the level above others come down into what is new here before it is linked here: it is held until then.
      if (place.level === height) for (const ahead of aheadOf(insertion)) yield* holding.take(lane, ahead, true)
      index.change(place, insertion)
      yield 'step'
      if (place.level < height) holding.leave(lane, { node: insertion.made[place.level], level: place.level })
      lane.enter('searching')
    }
    if (way === 'here') break
    yield* holding.take(lane, to, to.level <= from)
    if (way === 'down' && index.isFull?.(to)) {
      lane.enter('writing')
      const whole = to.node
      index.makeRoom?.(place, to, key)
      yield 'step'
      if (to.node !== whole) {
        yield* holding.take(lane, to, true)
        holding.leave(lane, { node: whole, level: to.level })
      }
      lane.enter('searching')
    }
    holding.leave(lane, place)
    moveTo(place, to)
  }
  holding.leave(lane, place)
}

/** What an insertion makes below its highest level. */
const aheadOf = ({ made, height }: Insertion): readonly Place[] =>
  made.slice(0, height).map((node, level) => ({ node, level }))

/** Reads keys along the lowest level, from a place that is held. */
export function* readAlong(
  { index }: LockContext,
  holding: Holding,
  lane: Lane,
  range: { readonly place: Place; readonly key: number; readonly most: number },
): Steps<number> {
  const { place, key, most } = range
  const to = emptyPlace()
  let read = 0
  for (;;) {
    const { count, goesOn } = index.collect(place, key, most - read, to)
    read += count
    yield 'step'
    if (read >= most || !goesOn) break
    yield* holding.take(lane, to, false)
    holding.leave(lane, place)
    moveTo(place, to)
  }
  holding.leave(lane, place)
  return read
}
