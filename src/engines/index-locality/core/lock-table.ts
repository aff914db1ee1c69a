/** Who holds which lock, and who waits for it, in the order in which they came. The locks' cells are written as real ones would be. */
import { InvariantError } from '../../../kernel/problem.ts'
import type { Locks } from '../contracts/locks.ts'
import type { Cell, CountedMemory } from '../contracts/memory.ts'
import type { Steps } from '../contracts/operation.ts'

/** `look`: waits until nobody writes, and wants nothing. */
type Wish = 'read' | 'write' | 'look'

interface Held {
  /** The thread that writes, −1 for none. */
  writer: number
  readers: number
  readonly queue: { readonly thread: number; readonly wish: Wish }[]
}

export class LockTable implements Locks {
  /** Threads that got what they waited for since somebody emptied this. */
  readonly freed: number[] = []
  /** Times that somebody had to wait. */
  waits = 0
  private readonly held = new Map<Cell, Held>()

  private readonly memory: CountedMemory

  constructor(memory: CountedMemory) {
    this.memory = memory
  }

  *take(thread: number, cell: Cell, isForWriting: boolean): Steps<void> {
    this.touch(cell)
    yield* this.wait(thread, cell, isForWriting ? 'write' : 'read')
  }

  tryTake(thread: number, cell: Cell): boolean {
    this.touch(cell)
    const lock = this.of(cell)
    if (!canHave(lock, 'write')) return false
    lock.writer = thread
    return true
  }

  release(thread: number, cell: Cell): void {
    const lock = this.held.get(cell)
    if (lock === undefined) throw new InvariantError(`thread ${thread} lets go of ${cell}, which nobody holds`)
    this.touch(cell)
    if (lock.writer === thread) lock.writer = -1
    else if (lock.readers > 0) lock.readers--
    else throw new InvariantError(`thread ${thread} lets go of ${cell}, which thread ${lock.writer} holds`)
    while (lock.queue.length > 0 && canHave(lock, lock.queue[0].wish, true)) {
      const [next] = lock.queue.splice(0, 1)
      this.give(lock, next.thread, next.wish)
      this.freed.push(next.thread)
    }
    if (lock.writer < 0 && lock.readers === 0 && lock.queue.length === 0) this.held.delete(cell)
  }

  *untilFree(thread: number, cell: Cell): Steps<void> {
    if (this.isHeldByOther(thread, cell)) yield* this.wait(thread, cell, 'look')
  }

  isHeldByOther(thread: number, cell: Cell): boolean {
    const writer = this.held.get(cell)?.writer ?? -1
    return writer >= 0 && writer !== thread
  }

  private *wait(thread: number, cell: Cell, wish: Wish): Steps<void> {
    const lock = this.of(cell)
    if (canHave(lock, wish)) {
      this.give(lock, thread, wish)
      return
    }
    this.waits++
    lock.queue.push({ thread, wish })
    yield 'wait'
  }

  private give(lock: Held, thread: number, wish: Wish): void {
    if (wish === 'write') lock.writer = thread
    else if (wish === 'read') lock.readers++
  }

  private of(cell: Cell): Held {
    const known = this.held.get(cell)
    if (known !== undefined) return known
    const lock: Held = { writer: -1, readers: 0, queue: [] }
    this.held.set(cell, lock)
    return lock
  }

  /** An atomic change of the lock's own cell: the line belongs to this thread's caches from now on. */
  private touch(cell: Cell): void {
    this.memory.fill(cell * 8, 8)
  }
}

/** Nobody passes those who wait already, unless it is their turn. */
function canHave({ writer, readers, queue }: Held, wish: Wish, isTheirTurn = false): boolean {
  if (writer >= 0 || (queue.length > 0 && !isTheirTurn)) return false
  return wish !== 'write' || readers === 0
}
