import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marked } from '../../scripts/expectations.plugin.ts'
import { expectationsOf, limitsOf, mocksOf } from '../../scripts/expectations.ts'

const faultsIn = (text: string) => expectationsOf('a.test.ts', text).map(({ fault }) => fault)

describe('an expectation', () => {
  it.each([
    ['expect(1)', 'has no matcher, or one that is not called'],
    ['expect(1).toBe', 'has no matcher, or one that is not called'],
    ['expect(1).not.toBe', 'has no matcher, or one that is not called'],
    ['expect(later).resolves.toBe(1)', 'is a promise that nobody waits for'],
    ['expect(later).rejects.toThrow()', 'is a promise that nobody waits for'],
    ['expect.poll(() => 1).toBe(1)', 'is a promise that nobody waits for'],
  ])('that cannot fail is found: %s', (text, fault) => {
    expect(faultsIn(text)).toEqual([fault])
  })

  it.each([
    'expect(1).toBe(1)',
    'expect(1, "one").not.toBe(2)',
    'await expect(later).rejects.toThrow()',
    'const ended = expect(later).resolves.toBe(1)',
    'await expect.poll(() => 1).toBe(1)',
    'expect.soft(1).toBe(1)',
  ])('that can fail is left alone: %s', (text) => {
    expect(faultsIn(text)).toEqual([null])
  })

  it('is a call of expect, and no value such as expect.any', () => {
    const text = 'expect(1).toEqual(expect.any(Number)) // expect(2)\nconst words = "expect(3)"'
    expect(expectationsOf('a.test.ts', text).map(({ line }) => line)).toEqual([1])
  })
})

describe('a test file', () => {
  it('is marked at every expectation, on the same line, also inside another one’s argument', () => {
    const text = 'expect(a).toBe(1)\nexpect(() => expect(b, "b").toBe(2)).toThrow()\n'
    expect(marked('a.test.ts', text)).toBe(
      'expect(__asked(0, a)).toBe(1)\nexpect(__asked(1, () => expect(__asked(2, b), "b").toBe(2))).toThrow()\n' +
        '\n;__written([1,2,2])\n',
    )
  })

  it('draws its properties from one seed', () => {
    const drawn = () => fc.sample(fc.nat(), 3)
    expect(drawn()).toEqual(drawn())
    expect(marked('a.test.ts', "import fc from 'fast-check'\n")).toContain('LAWS_SEED')
  })

  it('is refused with the line of an expectation that cannot fail', () => {
    expect(() => marked('a.test.ts', '\nexpect(1)\n')).toThrow('a.test.ts:2: the expectation has no matcher')
  })

  it.each(['it("is fast", () => {}, 5_000)', 'it("is fast", { timeout: 5_000 }, () => {})'])(
    'has no limit of time of its own: %s',
    (text) => {
      expect(limitsOf('a.test.ts', text)).toEqual([1])
      expect(() => marked('a.test.ts', text)).toThrow('a.test.ts:1: a limit of its own')
    },
  )

  it.each(["vi.mock('../src/a.ts', () => ({}))", "vi.doMock('../src/a.ts')"])('mocks no module: %s', (text) => {
    expect(mocksOf('a.test.ts', text)).toEqual([1])
    expect(() => marked('a.test.ts', text)).toThrow('a.test.ts:1: mocks a module')
    expect(mocksOf('a.test.ts', 'vi.useFakeTimers()\nother.mock(1)\n')).toEqual([])
  })

  it('may have numbers anywhere else', () => {
    expect(
      limitsOf('a.test.ts', 'it("counts", () => { add(1, 2) })\nrate("x", 3)\nit.each([1, 2])("%s", () => {})'),
    ).toEqual([])
  })
})

describe('a pattern', () => {
  it.each(['', /(?:)/, /.*/, /x*/])('that fits every text is refused: %s', (pattern) => {
    expect(() => expect('words').toMatch(pattern)).toThrow('fits every text')
  })

  it('that fits the empty text only is none of those', () => {
    expect('').toMatch(/^\s*$/)
    expect(() => expect('words').toContain('')).toThrow('fits every text')
  })
})
