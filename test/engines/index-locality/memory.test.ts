/** Caches that count lines, against counts by hand and against the plainest cache that there can be. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Arena } from '../../../src/engines/index-locality/memory/arena.ts'
import { CacheLevel } from '../../../src/engines/index-locality/memory/cache-level.ts'
import { Hierarchy, Source } from '../../../src/engines/index-locality/memory/hierarchy.ts'

/** A list a set, the line used last at its end. */
function plainCache(lines: number, ways: number) {
  const sets = Math.floor(lines / ways)
  const held: number[][] = Array.from({ length: sets }, () => [])
  return (line: number): boolean => {
    const set = held[line % sets]
    const place = set.indexOf(line)
    if (place >= 0) set.splice(place, 1)
    set.push(line)
    if (set.length > ways) set.shift()
    return place >= 0
  }
}

const small = { l1: { lines: 4, ways: 2 }, l2: { lines: 16, ways: 4 }, last: null, latency: [1, 5, 20, 30, 90] }

describe('a level of cache', () => {
  it('lets the line go that was used longest ago, of those that share a set', () => {
    // given 4 lines in 2 ways: lines 0, 2 and 4 share set 0, line 1 is in the other
    const cache = new CacheLevel(4, 2)
    // when, then: 4 pushes out 2, since 0 was used again
    expect([0, 2, 0, 4, 1, 0, 2, 4].map((line) => cache.use(line))).toEqual([
      ...[false, false, true, false],
      ...[false, true, false, false],
    ])
  })

  it('does what the plainest cache does, whatever is looked at', () => {
    const looks = fc.array(fc.nat(40), { maxLength: 300 })
    fc.assert(
      fc.property(looks, fc.constantFrom([8, 2], [16, 16], [12, 3], [6, 1]), (lines, [size, ways]) => {
        const [cache, plain] = [new CacheLevel(size, ways), plainCache(size, ways)]
        expect(lines.map((line) => cache.use(line))).toEqual(lines.map(plain))
      }),
    )
  })

  it('makes room where a line was dropped', () => {
    const cache = new CacheLevel(2, 2)
    cache.use(0)
    cache.use(1)
    cache.drop(1)
    expect([cache.has(0), cache.has(1)]).toEqual([true, false])
    cache.use(2) // takes the place of 1, not that of 0
    expect([cache.has(0), cache.has(2)]).toEqual([true, true])
  })
})

describe('caches of several threads', () => {
  it('find a line in the nearest level that has it', () => {
    const caches = new Hierarchy(small, 1)
    // 0, 2 and 4 share a set of two ways in the first level, and four ways of the second hold them all
    expect([0, 0, 2, 4, 0].map((line) => caches.read(0, line))).toEqual([
      ...[Source.memory, Source.l1, Source.memory, Source.memory, Source.l2],
    ])
  })

  it('take a line that is written from everybody else, and the writer gets it from them', () => {
    const caches = new Hierarchy(small, 2)
    expect(caches.read(0, 7)).toBe(Source.memory)
    expect(caches.read(1, 7)).toBe(Source.memory)
    expect(caches.write(1, 7)).toBe(Source.core) // thread 0 must give up its copy
    expect(caches.read(0, 7)).toBe(Source.core) // and gets it back from thread 1, which wrote it
    expect(caches.read(0, 7)).toBe(Source.l1)
    expect(caches.write(0, 7)).toBe(Source.core)
    expect(caches.write(0, 7)).toBe(Source.l1) // nobody else has it any more
  })

  it('share the last level', () => {
    const caches = new Hierarchy({ ...small, last: { lines: 64, ways: 4 } }, 2)
    expect(caches.read(0, 3)).toBe(Source.memory)
    expect(caches.read(1, 3)).toBe(Source.last)
  })

  it('know lines by their number, however many there are', () => {
    const caches = new Hierarchy(small, 2)
    caches.write(0, 5_000)
    expect(caches.read(1, 5_000)).toBe(Source.core)
  })
})

describe('the arena', () => {
  const arena = () => {
    const caches = new Hierarchy(small, 1)
    return new Arena({ caches, latency: small.latency, lineCells: 8, operation: 0.5 })
  }

  it('counts nothing while a structure is laid out, and then every look', () => {
    const memory = arena()
    const at = memory.allocate(16, 8)
    memory.store(at, 1)
    expect(memory.elapsed).toBe(0)
    memory.isCounting = true
    expect([memory.load(at), memory.load(at + 7), memory.load(at + 8)]).toEqual([1, 0, 0])
    // two lines from memory, and a look at the first one again: 90 + 1 + 90
    expect(memory.elapsed).toBe(181)
    memory.compute(4)
    expect(memory.elapsed).toBe(183)
    expect([...memory.found]).toEqual([1, 0, 0, 0, 2])
  })

  it('counts each line of a stretch once', () => {
    const memory = arena()
    memory.isCounting = true
    const at = memory.allocate(32, 8)
    memory.scan(at * 8 + 60, 8) // the last four bytes of one line and the first four of the next
    memory.scan(at * 8, 64)
    expect([...memory.found]).toEqual([1, 0, 0, 0, 2])
  })

  it('hands out what nobody has, in lines where that is wanted, and keeps what is there when it grows', () => {
    const memory = arena()
    const [one, other] = [memory.allocate(3), memory.allocate(5, 8)]
    expect(one).toBeGreaterThan(0)
    expect(other % 8).toBe(0)
    expect(other).toBeGreaterThanOrEqual(one + 3)
    memory.store(one, 42)
    const far = memory.allocate(1 << 17)
    memory.store(far + (1 << 17) - 1, 7)
    expect([memory.load(one), memory.load(far + (1 << 17) - 1)]).toEqual([42, 7])
    expect(memory.floats.buffer).toBe(memory.cells.buffer)
  })
})
