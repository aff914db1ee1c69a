import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTrace } from '../../src/traces/read-trace.ts'
import { AZURE, cut, MOONCAKE, problemOf, read, readable, VIDUR } from './looks-like.ts'

describe('rows that are dropped', () => {
  it('have a reason with a count and the first line', async () => {
    const { table, report } = await readable(
      [
        'arrived_at,num_prefill_tokens,num_decode_tokens',
        '0,10,1',
        '-1,10,1',
        'x,10,1',
        '1,0,1',
        '1,10,0',
        '1,10.5,1',
        '1,10000001,1',
        '1,10',
        '1,10,1,1',
        '',
        'Infinity,10,1',
        '2,10000000,1',
      ].join('\n'),
    )
    expect(report).toMatchObject({ rows: 11, kept: 2 })
    expect(report.dropped).toEqual([
      { reason: 'arrival is not a time from 0 on', rows: 3, firstLine: 3 },
      { reason: 'prompt has no tokens', rows: 1, firstLine: 5 },
      { reason: 'output has no tokens', rows: 1, firstLine: 6 },
      { reason: 'prompt length is not a whole number', rows: 1, firstLine: 7 },
      { reason: 'length is over 10,000,000 tokens', rows: 1, firstLine: 8 },
      { reason: 'not 3 columns', rows: 2, firstLine: 9 },
    ])
    expect([...table.arrival]).toEqual([0, 2])
  })

  it('include a line of over a million characters, and reading goes on after it', async () => {
    const { report } = await readable(`${VIDUR}${'9'.repeat(1_000_001)}\n3,10,1\n`)
    expect(report.kept).toBe(4)
    expect(report.dropped).toEqual([{ reason: 'line is over 1,000,000 characters', rows: 1, firstLine: 5 }])
  })
})

describe('order', () => {
  it('is by arrival, rows of the same time as in the file, times from the first', async () => {
    const { table, report } = await readable('time,prompt,output\n9,1,1\n7,2,1\n9,3,1\n7,4,1\n')
    expect([...table.arrival]).toEqual([0, 0, 2, 2])
    expect([...table.promptTokens]).toEqual([2, 4, 1, 3])
    expect(report.notes).toContain('Rows were not in order of arrival and have been sorted.')
  })

  it('moves the blocks of a prompt with its row', async () => {
    const [first, second, third] = MOONCAKE.split('\n')
    const sorted = await readable(MOONCAKE)
    const unsorted = await readable([third, first, second].join('\n'))
    expect(unsorted.table.hash).toBe(sorted.table.hash)
  })
})

describe('files that cannot be used', () => {
  it('empty', async () => {
    for (const text of ['', '\n\n \n', '\uFEFF']) expect((await problemOf(text)).code).toBe('file-empty')
    expect((await readTrace('none', [])).ok).toBe(false)
  })

  it('of no known format: shows what was seen and names the formats', async () => {
    const problem = await problemOf('name,age\nAda,36\n')
    expect(problem.code).toBe('file-unrecognised')
    expect(problem.message).toContain('“name,age”')
    for (const title of ['Azure', 'Mooncake', 'Vidur', 'Plain CSV']) expect(problem.remedy).toContain(title)
  })

  it('binary: says so', async () => {
    expect((await problemOf('PK\u0003\u0004\u0000\u0000\uFFFD')).message).toContain('binary')
  })

  it('header only', async () => {
    const problem = await problemOf('TIMESTAMP,ContextTokens,GeneratedTokens\r\n')
    expect(problem.code).toBe('trace-no-rows')
    expect(problem.message).toContain('has a header but no rows')
  })

  it('without one usable row: the reasons are in the message', async () => {
    const problem = await problemOf('time,prompt,output\n1,0,1\n2,0,1\n')
    expect(problem.message).toContain('prompt has no tokens (2, first in line 2)')
  })
})

describe('pieces', () => {
  // Hostile rows among good ones, in the alphabet of the formats.
  const line = fc.oneof(
    fc.constantFrom(...AZURE.split('\r\n'), ...MOONCAKE.split('\n'), ...VIDUR.split('\n')),
    fc.string({ unit: fc.constantFrom(...'0123456789.,;:-+eE"{}[] \t\uFEFF\u0000tpo'), maxLength: 30 }),
    fc.tuple(fc.integer({ min: -2, max: 99 }), fc.nat(5), fc.nat(5)).map((fields) => fields.join()),
  )
  const text = fc
    .tuple(
      fc.constantFrom(AZURE, MOONCAKE, VIDUR, 'time,prompt,output,priority,prefix,prefix_tokens', ''),
      fc.array(line),
      fc.constantFrom('\n', '\r\n'),
    )
    .map(([head, lines, end]) => [head, ...lines].join(end))

  it('give the same answer wherever the text is cut, and no text throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(text, fc.string({ unit: 'binary' })),
        fc.integer({ min: 1, max: 40 }),
        async (whole, size) => {
          expect(await readTrace('trace.csv', cut(whole, size))).toEqual(await read(whole))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('give the same answer around the 64 KiB that are looked at first', async () => {
    // given files whose length is just below, at and above it
    for (const length of [65_535, 65_536, 65_537, 66_000]) {
      const whole = VIDUR + '5,10,1\n'.repeat(10_000).slice(0, length - VIDUR.length)
      expect(whole.length).toBe(length)
      const answers = await Promise.all([1000, 65_535, 65_536, 65_537].map((size) => readTrace('t', cut(whole, size))))
      for (const answer of answers) expect(answer).toEqual(answers[0])
    }
  })

  it('may come from a stream', async () => {
    async function* stream() {
      yield* cut(AZURE, 7)
    }
    const result = await readTrace('trace.csv', stream())
    expect(result).toEqual(await read(AZURE))
  })
})
