import { describe, expect, it } from 'vitest'
import { openBench } from '../../../src/engines/tokens/model/bench.ts'
import { readWeightFile } from '../../../src/engines/tokens/model/weight-file.ts'
import { assets } from './models.ts'

const { draft } = assets.weights
const expected = assets.manifest.models.draft.crc32

describe('a file of weights', () => {
  it('reads back with the checksum of the manifest', () => {
    const read = readWeightFile('draft', draft, expected)
    expect(read.ok && read.value.rowsOf('embedding')).toBe(512)
  })

  it.each([
    ['cut short', draft.slice(0, draft.length / 2)],
    ['empty', new Uint8Array(0)],
    ['with one bit turned', draft.map((byte, i) => (i === 5000 ? byte ^ 1 : byte))],
    ['of something else', new TextEncoder().encode('<!doctype html><title>404</title>')],
  ])('%s: a clear message, and no model', (_what, bytes) => {
    const read = readWeightFile('draft', bytes, expected)
    expect(read.ok).toBe(false)
    if (!read.ok) expect(read.problems[0].message).toContain('“draft” are damaged')
  })

  it('that is missing is named, with what to do', () => {
    const opened = openBench({ ...assets, weights: {} }, ['target'], { spareCaches: 0 })
    expect(opened.ok).toBe(false)
    if (!opened.ok)
      expect(opened.problems[0]).toMatchObject({ code: 'missing-weights', message: expect.stringContaining('target') })
  })
})
