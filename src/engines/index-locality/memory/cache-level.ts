/**
 * One level of cache: sets of a few places each, of which the line that was used longest ago gives way (LRU). A line can be in one set
 * only, its number modulo the sets, so two hot lines of one set push each other out of a cache that is half empty.
 *
 * By hand: 4 lines in 2 ways are 2 sets. Lines 0, 2, 4 share set 0: after 0, 2, 0, 4 the set holds 4 and 0, and 2 is a miss again.
 */
const EMPTY = -1

export class CacheLevel {
  readonly sets: number
  /** (sets, ways) numbers of lines, the one used last first. */
  private readonly lines: Int32Array

  readonly ways: number

  constructor(lines: number, ways: number) {
    this.ways = ways
    this.sets = Math.max(1, Math.floor(lines / ways))
    this.lines = new Int32Array(this.sets * ways).fill(EMPTY)
  }

  /** Whether the line was here; it is from now on, and the last to go. */
  use(line: number): boolean {
    const { lines, ways } = this
    const first = (line % this.sets) * ways
    if (lines[first] === line) return true
    let place = first + 1
    const end = first + ways
    while (place < end && lines[place] !== line) place++
    const isHit = place < end
    // The last of a full set is the one that goes.
    for (let at = isHit ? place : end - 1; at > first; at--) lines[at] = lines[at - 1]
    lines[first] = line
    return isHit
  }

  has(line: number): boolean {
    const first = (line % this.sets) * this.ways
    for (let place = first; place < first + this.ways; place++) if (this.lines[place] === line) return true
    return false
  }

  /** Somebody else has written the line: the copy here is worth nothing. */
  drop(line: number): void {
    const { lines, ways } = this
    const first = (line % this.sets) * ways
    const end = first + ways
    let place = first
    while (place < end && lines[place] !== line) place++
    if (place === end) return
    for (; place < end - 1; place++) lines[place] = lines[place + 1]
    lines[end - 1] = EMPTY
  }
}
