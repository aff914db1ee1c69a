import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseValue, writeValue } from '../../src/experiment/value-text.ts'

describe('a value as text', () => {
  it.each([
    [12.5, '12.5'],
    [0.1, '0.1'],
    [-3e-7, '-3e-7'],
    [1e21, '1e21'],
    [true, 'true'],
    [null, 'null'],
    ['prefill-first', 'prefill-first'],
    ['12', "'12"],
    ['true', "'true"],
    ['', "'"],
    ["'quoted", "''quoted"],
    ['007', '007'],
    ['{x', "'{x"],
    ['a~b', '"a~b"'],
    [[1, 2, 4], '1~2~4'],
    [[5], '5~'],
    [[], '~'],
    [[''], "'~"],
    [['a', '1'], "a~'1"],
    [[[1], 2], '[[1],2]'],
    [{ a: 1 }, '{"a":1}'],
  ])('%j is written %s and read back', (value, text) => {
    expect(writeValue(value)).toBe(text)
    expect(parseValue(text)).toEqual(value)
  })
  it('reads what no number can be, and broken JSON, as words', () => {
    for (const text of ['1e999', '+1', '0x10', 'NaN', 'Infinity', '[1,', '{']) expect(parseValue(text)).toBe(text)
  })
  it('law: everything JSON holds is read back as it was', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('~', "'", '"', '[', '{', '1', 'e', '-', 'true') }),
    )
    const scalar = fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
      fc.boolean(),
      fc.constant(null),
    )
    fc.assert(
      fc.property(
        fc.oneof(scalar, fc.array(scalar), fc.dictionary(fc.string({ minLength: 1 }), fc.array(scalar))),
        (value) => {
          fc.pre(!Object.hasOwn(Object(value), '__proto__'))
          expect(parseValue(writeValue(value))).toEqual(value)
        },
      ),
      { numRuns: 3000, seed: 2 },
    )
  })
})
