import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { edit } from '../../src/experiment/edit.ts'
import { fromFile, LONGEST_FILE, toFile } from '../../src/experiment/file.ts'

describe('an experiment as a file', () => {
  it('is the same text however the document was made', () => {
    const one = edit(edit(defaultExperiment(), 'setup.workload.rate', 9), 'setup.kv.blockTokens', 8)
    const two = edit(edit(defaultExperiment(), 'setup.kv.blockTokens', 8), 'setup.workload.rate', 9)
    expect(toFile(one)).toBe(toFile(two))
    expect(fromFile(toFile(one))).toEqual({ ok: true, value: { document: one, problems: [] } })
  })
  it('keeps the order of arms: the first is the baseline', () => {
    const document = { ...defaultExperiment(), arms: { slow: {}, fast: {} } }
    const read = fromFile(toFile(document))
    expect(read.ok && Object.keys(read.value.document.arms)).toEqual(['slow', 'fast'])
  })
  it('written by hand may leave out everything that is the default, and start with a byte order mark', () => {
    expect(fromFile('\uFEFF{"seed": 5}')).toEqual({
      ok: true,
      value: { document: { ...defaultExperiment(), seed: 5 }, problems: [] },
    })
  })
  it('drops settings that equal the default', () => {
    const read = fromFile('{"setup":{"kv":{"blockTokens":16,"utilisation":0.5}}}')
    expect(read.ok && read.value.document.setup).toEqual({ kv: { utilisation: 0.5 } })
  })
  it('is mended and told about key by key', () => {
    const read = fromFile(
      '{"seed":"x","color":1,"setup":{"kv":{"blockTokens":"many"}},"events":{"e":{"at":-1,"kind":"burst"}}}',
    )
    expect(read.ok && read.value.document).toEqual(defaultExperiment())
    expect(read.ok && read.value.problems.map(({ path }) => path)).toEqual([
      'color',
      'events.e',
      'seed',
      'kv.blockTokens',
    ])
  })
  it.each([
    ['', 'file-no-experiment'],
    ['id,arrival\n1,2', 'file-no-experiment'],
    ['[1]', 'file-no-experiment'],
    ['null', 'file-no-experiment'],
    ['['.repeat(1_000_000), 'file-no-experiment'],
    [' '.repeat(LONGEST_FILE + 1), 'file-too-large'],
  ])('is refused in words where it is none (%#)', (text, code) => {
    const read = fromFile(text)
    expect(read.ok ? [] : read.problems.map((problem) => problem.code)).toEqual([code])
  })
})
