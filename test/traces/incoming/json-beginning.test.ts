import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonBeginning } from '../../../src/traces/incoming/json-beginning.ts'

describe('the beginning of JSON', () => {
  it.each([
    ['{"kind": "gates", "parts": [{"domain": "co', { kind: 'gates', parts: [{}] }],
    ['{"a": [1, 2, {"b": 3}', { a: [1, 2, { b: 3 }] }],
    ['{"a": 12', {}], // whether more digits follow is not known
    ['[{"a": 1}, {"b"', [{ a: 1 }, {}]],
    ['{"a, {": "b \\" ]"', {}],
    ['{"a, {": "b \\" ]", "c": 1', { 'a, {': 'b " ]' }],
    ['\n {"line": 1}\n{"line": 2}\n', { line: 1 }],
    ['{"limit": -Infinity, "loss": NaN, "NaN": "NaN"}', { limit: null, loss: null }],
    ['', undefined],
    ['time,prompt', undefined],
    ['{a: 1}', undefined],
    ['{"a": ]', undefined],
    ['[2026-01-30 10:11:12] started', undefined],
    ['['.repeat(200_000), undefined],
  ])('%j', (text, value) => {
    if (value === undefined) expect(jsonBeginning(text)).toBeUndefined()
    else expect(jsonBeginning(text)).toMatchObject(value)
  })

  it('is the whole of what is whole, and never throws of what is cut off', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())),
        fc.nat(),
        (value, n) => {
          const text = JSON.stringify(value)
          expect(jsonBeginning(text)).toEqual(JSON.parse(text))
          expect(() => jsonBeginning(text.slice(0, n % text.length))).not.toThrow()
        },
      ),
    )
  })
})
