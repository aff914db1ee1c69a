/** A rule of locks from what it holds on the way: every operation is one way down. */
import type { LockContext, LockRule } from '../../../../contracts/lock-rule.ts'
import { goDown, type Holding, insertOnTheWay, readAlong } from './descent.ts'

export function heldOnTheWay(context: LockContext, holding: Holding): LockRule {
  const { index } = context
  return {
    *find(lane, key) {
      const place = yield* goDown(context, holding, lane, { key, goal: 'value' })
      const value = index.find(place, key)
      yield 'step'
      holding.leave(lane, place)
      return value
    },
    *update(lane, key, value) {
      const place = yield* goDown(context, holding, lane, { key, goal: 'writing' })
      lane.enter('writing')
      const isThere = index.update(place, key, value)
      yield 'step'
      holding.leave(lane, place)
      return isThere
    },
    insert: (lane, insertion) => insertOnTheWay(context, holding, lane, insertion),
    *read(lane, key, most) {
      const place = yield* goDown(context, holding, lane, { key, goal: 'range' })
      return yield* readAlong(context, holding, lane, { place, key, most })
    },
  }
}
