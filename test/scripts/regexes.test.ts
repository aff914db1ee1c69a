/** No regular expression of src walks over the same text again and again. */
import { describe, expect, it } from 'vitest'
import { slownessOf, slowRegexes } from '../../scripts/regexes.ts'
import { readSourceFiles } from '../../scripts/source-files.ts'

describe('a regular expression', () => {
  it.each([
    [/\s*x/, 'white space that begins a search is walked over from each of its places'],
    [/^[\s#>|]*([A-Za-z][^:\n]*?):\s+(\S+)\s*$/gm, 'white space at the beginning of a line that may be several lines'],
    [/=+ *Serving Benchmark Result *=+/, 'a rule of equal signs without a heading'],
    [/allocated\.[^\n]*?#tokens: *([\d,]+)/i, 'a gap that may hold what begins it'],
    [/\.?0+$/, 'zeros that are not at the end'],
    [/\B(?=(\d{3})+$)/g, 'a look ahead to the end, from every place'],
    [/a(?<=\d+x)b/, 'a look behind over a run'],
  ])('%s begins again inside a run: %s', (regex) => {
    expect(slownessOf(regex)).toBe('restart')
  })

  it.each([
    [/^[+-]?(\d+\.?\d*|\.\d+)$/, 'digits on both sides of a point that may be missing'],
    [/^(\s*a?\s*)b$/, 'white space on both sides of what may be missing'],
    [/^(a+)+$/, 'a repetition of a repetition'],
    [/^\w+\d*x/, 'digits that are letters too'],
  ])('%s divides a run in every way: %s', (regex) => {
    expect(slownessOf(regex)).toBe('overlap')
  })

  it.each([
    [/\s+/, 'nothing behind that could fail'],
    [/^\s*(\/|https?:|$)/, 'tried at the beginning of the text only'],
    [/^[ \t]*#.*$/m, 'a run that ends with its line'],
    [/\{(\w+):([\w.]+)\}/g, 'a brace, which is no letter, before it'],
    [/"[^"]*"/, 'a quote, which ends the run'],
    [/^([\s\S]*)~(\d{1,15})~([0-9a-f]*)$/, 'a mark between that is in neither run behind it'],
    [/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i, 'the point in between must be there'],
    [/^.*?\?v=\d+&?/, 'nothing behind that could fail'],
  ])('%s is linear: %s', (regex) => {
    expect(slownessOf(regex)).toBeNull()
  })

  it('that cannot be read is an error and not passed over', () => {
    expect(() => slownessOf(/(a)\1/)).toThrow('refers back')
  })

  it('of src is linear, each of them, and none is made of a string', () => {
    const { found, slow } = slowRegexes(readSourceFiles('src'))
    expect(slow).toEqual([])
    expect(found).toBeGreaterThan(100)
  })
})
