import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDigest } from '../../src/kernel/digest.ts'

const digestOf = (values: ArrayLike<number>): string => {
  const digest = createDigest()
  digest.column(values)
  return digest.hex()
}

describe('digest', () => {
  it('is 16 hexadecimal digits, the same on every machine', () => {
    // Written down once: a change here makes every published digest differ.
    expect(digestOf([1, 2.5, -3e300])).toBe('a258815cccd4369c')
    expect(createDigest().hex()).toMatch(/^[0-9a-f]{16}$/)
  })

  it('takes every NaN for the same and −0 for 0', () => {
    const odd = new Float64Array(new BigUint64Array([0xfff8000000000001n, 0x7ff0000000000001n]).buffer)
    expect(digestOf(odd)).toBe(digestOf([NaN, NaN]))
    expect(digestOf([-0])).toBe(digestOf([0]))
  })

  it('counts whole numbers the same in every kind of column', () => {
    expect(digestOf(Int32Array.of(1, -2, 3))).toBe(digestOf(Float64Array.of(1, -2, 3)))
    expect(digestOf(Uint8Array.of(1, 2))).toBe(digestOf(Float32Array.of(1, 2)))
  })

  it('tells columns apart from one long column', () => {
    const two = createDigest()
    two.column([1, 2])
    two.column([3])
    expect(two.hex()).not.toBe(digestOf([1, 2, 3]))
  })

  it('changes with any one bit, any order and any text', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 2, maxLength: 50, size: 'max' }), fc.nat(), (values, n) => {
        const i = n % values.length
        const changed = [...values]
        changed[i] = Number.isNaN(values[i]) ? 0 : NaN
        expect(digestOf(changed)).not.toBe(digestOf(values))
        const swapped = [...values].reverse()
        const isPalindrome = values.every(
          (value, k) => value === swapped[k] || (Number.isNaN(value) && Number.isNaN(swapped[k])),
        )
        if (!isPalindrome) expect(digestOf(swapped)).not.toBe(digestOf(values))
      }),
    )
    const texts = ['', 'a', 'b', 'ab', 'ba', 'a\0'].map((text) => {
      const digest = createDigest()
      digest.text(text)
      return digest.hex()
    })
    expect(new Set(texts).size).toBe(6)
  })

  it('does not collide on 100,000 neighbouring columns and spreads its bits', () => {
    // 64 bits: the chance of any collision among 10^5 is 10^10 / 2^65 = 3e-10.
    const seen = new Set<string>()
    const ones = new Int32Array(64)
    for (let i = 0; i < 100_000; i++) {
      const hex = digestOf([i])
      seen.add(hex)
      if (i < 4096) for (let bit = 0; bit < 64; bit++) ones[bit] += Number((BigInt(`0x${hex}`) >> BigInt(bit)) & 1n)
    }
    expect(seen.size).toBe(100_000)
    // Each bit is set in half of 4,096: standard deviation 32, tolerance 5 of them.
    for (const count of ones) expect(Math.abs(count - 2048)).toBeLessThan(160)
  })
})
