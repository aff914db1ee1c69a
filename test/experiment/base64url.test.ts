import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64url, toBase64url } from '../../src/experiment/base64url.ts'

describe('bytes as letters', () => {
  it('agrees with the platform and reads back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
        expect([...(fromBase64url(toBase64url(bytes)) ?? [])]).toEqual([...bytes])
      }),
    )
  })
  it('answers null to what is no such text', () => {
    for (const text of ['a', 'ab=d', 'ab+d', 'ab/d', 'ab cd', 'äöüß']) expect(fromBase64url(text)).toBeNull()
  })
})
