/** One lock for all of it: readers share it, and whoever writes has the structure alone. What locks by node are held against. */
import * as z from 'zod'
import { defineLockRule, type LockContext, type LockRule } from '../../../../contracts/lock-rule.ts'
import { atOnce, type Lane, type Steps } from '../../../../contracts/operation.ts'
import { heldOnTheWay } from './held.ts'

export const oneLock = defineLockRule({
  id: 'one-lock',
  role: 'locks',
  title: 'One lock',
  help: 'Readers share one lock, and a writer has the whole structure alone.',
  knobs: z.strictObject({}),
  create: (_, context) => underOne(context),
})

function underOne(context: LockContext): LockRule {
  const { locks, memory } = context
  const cell = memory.allocate(memory.lineCells, memory.lineCells)
  const inside = heldOnTheWay(context, { take: () => atOnce(undefined), leave: () => undefined })
  function* alone<T>({ thread }: Lane, isForWriting: boolean, work: Steps<T>): Steps<T> {
    yield* locks.take(thread, cell, isForWriting)
    const result = yield* work
    locks.release(thread, cell)
    return result
  }
  return {
    find: (lane, key) => alone(lane, false, inside.find(lane, key)),
    update: (lane, key, value) => alone(lane, true, inside.update(lane, key, value)),
    insert: (lane, insertion) => alone(lane, true, inside.insert(lane, insertion)),
    read: (lane, key, most) => alone(lane, false, inside.read(lane, key, most)),
  }
}
