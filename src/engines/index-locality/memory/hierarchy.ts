/**
 * The caches between threads and memory: every thread has two levels of its own, all share the last one, and a line that is written is
 * taken from all others (MESI, told as what it costs). So a lock that eight threads take for reading is eight writes to one line that
 * travels from core to core, whatever the lock allows.
 *
 * Left out: prefetchers, pages (TLB), bandwidth, which would make long scans cheaper and everything under load dearer.
 */
import type { Seconds } from '../../../kernel/units.ts'
import { CacheLevel } from './cache-level.ts'

/** Where a line was found, nearest first: series of the track and columns of the counts. */
export const sources = ['L1', 'L2', 'last level', 'other core', 'memory'] as const
export const Source = { l1: 0, l2: 1, last: 2, core: 3, memory: 4 } as const

export interface LevelSize {
  readonly lines: number
  readonly ways: number
}

export interface HierarchySize {
  readonly l1: LevelSize
  readonly l2: LevelSize
  /** Shared by all threads; null where there is none. */
  readonly last: LevelSize | null
  /** Time of a look by where the line is found, in the order of `sources`. */
  readonly latency: readonly Seconds[]
}

export class Hierarchy {
  private readonly l1: readonly CacheLevel[]
  private readonly l2: readonly CacheLevel[]
  private readonly last: CacheLevel | null
  /** By line: one bit for each thread that may hold it in a level of its own. A copy that was pushed out leaves its bit. */
  private holders = new Int32Array(1024)
  /** By line: 1 + the thread that wrote it last, 0 for none. */
  private writer = new Uint8Array(1024)

  constructor({ l1, l2, last }: HierarchySize, threads: number) {
    const own = ({ lines, ways }: LevelSize) => Array.from({ length: threads }, () => new CacheLevel(lines, ways))
    this.l1 = own(l1)
    this.l2 = own(l2)
    this.last = last === null ? null : new CacheLevel(last.lines, last.ways)
  }

  /** A thread looks at a line: where it was. */
  read(thread: number, line: number): number {
    if (this.l1[thread].use(line)) return Source.l1
    if (line >= this.holders.length) this.grow(line)
    this.holders[line] |= 1 << thread
    if (this.l2[thread].use(line)) return Source.l2
    const isElsewhere = this.isHeldBy(this.writer[line] - 1, thread, line)
    const isShared = this.last?.use(line) ?? false
    return isElsewhere ? Source.core : isShared ? Source.last : Source.memory
  }

  /** A thread writes to a line: where it was. Copies of others are dropped, and a line that others had comes from them. */
  write(thread: number, line: number): number {
    if (line >= this.holders.length) this.grow(line)
    const others = this.holders[line] & ~(1 << thread)
    const source = this.read(thread, line)
    this.writer[line] = thread + 1
    if (others === 0) return source
    let hadCopies = false
    for (let other = 0; other < this.l1.length; other++) {
      if ((others & (1 << other)) === 0) continue
      hadCopies ||= this.l1[other].has(line) || this.l2[other].has(line)
      this.l1[other].drop(line)
      this.l2[other].drop(line)
    }
    this.holders[line] = 1 << thread
    // The right to write comes from whoever had the line, also where a copy of it is here.
    return hadCopies && source < Source.core ? Source.core : source
  }

  private isHeldBy(writer: number, thread: number, line: number): boolean {
    return writer >= 0 && writer !== thread && (this.l1[writer].has(line) || this.l2[writer].has(line))
  }

  private grow(line: number): void {
    const length = Math.max(line + 1, this.holders.length * 2)
    const [holders, writer] = [new Int32Array(length), new Uint8Array(length)]
    holders.set(this.holders)
    writer.set(this.writer)
    this.holders = holders
    this.writer = writer
  }
}
