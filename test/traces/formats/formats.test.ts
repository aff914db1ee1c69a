import { describe, expect, it } from 'vitest'
import { formats } from '../../../src/traces/formats/index.ts'
import { writeVidur } from '../../../src/traces/formats/vidur.ts'
import { headOf } from '../../../src/traces/incoming/head.ts'
import { recognise } from '../../../src/traces/incoming/recognise.ts'
import { AZURE, MOONCAKE, readable, VIDUR } from '../looks-like.ts'

it('knows nothing else', () => {
  for (const text of ['', 'a,b,c\n1,2,3', '{"timestamp":0}', '[1,2]', '<html>', '\u0000\u0001'])
    expect(recognise(formats, headOf(text))).toEqual([])
})

describe('Azure', () => {
  it('reads CR LF, seven decimals and a last line without end', async () => {
    const { table, report } = await readable(AZURE)
    expect(report).toMatchObject({ format: 'azure', rows: 3, kept: 3, dropped: [], duration: 1.02004 })
    expect([...table.arrival]).toEqual([0, 0.052, 1.02004])
    expect([...table.promptTokens]).toEqual([4808, 3180, 110])
    expect([...table.outputTokens]).toEqual([10, 8, 27])
  })

  it('reads the dates of 2024, with a zone', async () => {
    const { table } = await readable(
      'TIMESTAMP,ContextTokens,GeneratedTokens\n2024-05-10 23:59:59.500000+00:00,1,1\n2024-05-11 00:00:00.25+00:00,1,1\n',
    )
    expect([...table.arrival]).toEqual([0, 0.75])
  })
})

describe('Mooncake', () => {
  it('reads milliseconds, lengths and the blocks of each prompt', async () => {
    const { table, report } = await readable(MOONCAKE)
    expect(report).toMatchObject({ format: 'mooncake', kept: 3, duration: 3 })
    expect([...table.arrival]).toEqual([0, 1.5, 3])
    expect(table.content?.blockTokens).toBe(512)
    expect([...(table.content?.offset ?? [])]).toEqual([0, 2, 4, 7])
    expect([...(table.content?.ids ?? [])]).toEqual([0, 1, 0, 2, 0, 2, 3])
  })

  it('reads rows without hash_ids as content of their own', async () => {
    const { table } = await readable('{"timestamp":0,"input_length":9,"output_length":1}\n')
    expect(table.content).toBeUndefined()
  })

  it('drops a row whose ids are no ids, with the line', async () => {
    const bad = ['[-1]', '[1.5]', '["a"]', '[4294967296]', '7']
    const lines = bad.map((ids) => `{"timestamp":0,"input_length":9,"output_length":1,"hash_ids":${ids}}`)
    const { report } = await readable(`${MOONCAKE}${lines.join('\n')}\n{"timestamp":0,\n`)
    expect(report.dropped).toEqual([
      { reason: 'hash_ids are not whole numbers from 0 to 2,147,483,647', rows: 5, firstLine: 4 },
      { reason: 'line is not a JSON object', rows: 1, firstLine: 9 },
    ])
  })
})

describe('Vidur', () => {
  it('is the same data as Azure with the same rows', async () => {
    const [ours, theirs] = [await readable(VIDUR), await readable(AZURE)]
    expect(ours.table.hash).toBe(theirs.table.hash)
    expect(ours.table.hash).toMatch(/^[0-9a-f]{16}$/)
  })

  it('reads back what it writes', async () => {
    const { table } = await readable(AZURE)
    const again = await readable(writeVidur(table))
    expect(again.report.format).toBe('vidur')
    expect(again.table.hash).toBe(table.hash)
  })
})

describe('plain CSV', () => {
  it.each([
    ['capitals and blanks', 'Arrival Time, Input Tokens ,Output Tokens\n5, 10 ,2\n7,20,3\n'],
    ['semicolons and quotes', '"id";"time";"prompt";"output"\n"a;b";5;10;2\n"c";7;20;3\n'],
    ['tabs', 'timestamp\tcontext\tgenerated\n5\t10\t2\n7\t20\t3\n'],
    ['milliseconds', 'arrival_ms,prompt_len,output_len\n5000,10,2\n7000,20,3\n'],
    ['dates', 'timestamp,prompt,output\n2024-01-31 23:59:59,10,2\n2024-02-01T00:00:01Z,20,3\n'],
  ])('reads %s', async (_, text) => {
    const { table } = await readable(text)
    expect([...table.arrival]).toEqual([0, 2])
    expect([...table.promptTokens]).toEqual([10, 20])
    expect([...table.outputTokens]).toEqual([2, 3])
  })

  it('says which columns it took', async () => {
    const { report } = await readable('id,arrival_s,queued_s,input_tokens,output_tokens\n0,0,9,10,2\n')
    expect(report.notes).toContain('Arrival is column arrival_s, prompt input_tokens, output output_tokens.')
  })

  it('reads priorities as classes', async () => {
    const { table, report } = await readable(
      'time,prompt,output,priority\n0,1,1,0\n1,1,1,batch\n2,1,1,3\n3,1,1,interactive\n4,1,1,?\n',
    )
    expect([...(table.priority ?? [])]).toEqual([0, 1, 1, 0])
    expect(report.dropped).toEqual([{ reason: 'priority is not a known class', rows: 1, firstLine: 6 }])
  })

  it('reads a shared prefix as blocks of 16 tokens', async () => {
    // given 40 and 70 tokens of prefix p: 2 and 4 whole blocks, the first two the same; q shares nothing with p
    const { table } = await readable(
      'time,prompt,output,prefix_id,prefix_tokens\n0,100,1,p,40\n1,100,1,p,70\n2,100,1,q,16\n3,100,1,,50\n',
    )
    expect(table.content?.blockTokens).toBe(16)
    expect([...(table.content?.offset ?? [])]).toEqual([0, 2, 6, 7, 7])
    expect([...(table.content?.ids ?? [])]).toEqual([0, 1, 0, 1, 2, 3, 4])
  })
})
