import { randomFillSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtures } from '../traces/fixtures.ts'
import { cli } from './in-process.ts'

let folder = ''
const inFolder = (name: string): string => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokenscope-'))
  writeFileSync(inFolder('noise'), randomFillSync(new Uint8Array(3_000_000)))
  writeFileSync(inFolder('line'), 'x'.repeat(3_000_000))
  writeFileSync(inFolder('truncated.json'), '{"v":1,"setup":{"workload":')
  writeFileSync(inFolder('config.json'), fixtures.find(({ kind }) => kind === 'model-config')?.text ?? '')
  writeFileSync(inFolder('header.csv'), 'TIMESTAMP,ContextTokens,GeneratedTokens\n')
  const rows = 'arrival,prompt,output,note\n0,10,5,caf\xe9\n1,10,5,ok\n'
  writeFileSync(inFolder('latin1.csv'), Buffer.from(rows, 'latin1'))
  writeFileSync(inFolder('utf16.csv'), Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(rows, 'utf16le')]))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Arguments (%s is the folder), exit code, and what the one line must say. */
const cases: readonly (readonly [string, number, RegExp])[] = [
  ['rnu', 2, /There is no command “rnu”.*Did you mean run\?/],
  ['run --sed 3', 2, /Unknown option '--sed'.*--seed/],
  ['run a b', 2, /“b” is one too many/],
  ['run --seed x', 1, /--seed is “x”/],
  ['run %s/none.json', 1, /none\.json cannot be read: there is no such file/],
  ['run %s', 1, /cannot be read: it is a folder/],
  ['run %s/noise', 1, /noise is in none of the known formats: .* no text.* Experiment of this lab/],
  ['run %s/header.csv', 1, /header\.csv is a request trace .*Give it with run --trace FILE/],
  ['run --model %s/truncated.json', 1, /is an experiment .*Give it as run FILE/],
  ['run --model %s/none.json', 1, /none\.json cannot be read/],
  ['run --engine tokens --model %s/config.json', 1, /no model to choose/],
  ['read %s/noise', 1, /noise is in none of the known formats: .*tokenscope read lists/],
  ['run %s/truncated.json', 1, /is no JSON/],
  ['run https://example.org/lab', 1, /holds no experiment/],
  ['run --set workload.rtae=4', 1, /no knob workload\.rtae.*Did you mean workload\.rate\?/],
  ['run --set tokenBudget=4', 1, /Did you mean scheduler\.tokenBudget\?/],
  ['run --set workload.speed=2', 1, /belongs to workload=trace, .*Put --set workload=trace before it/],
  ['run --set workload.rate', 1, /names no value/],
  ['run --set workload.rate=-1', 1, /it is a number from 0\.001 to 100000 requests\/s/],
  ['run --set workload.requests=1.5', 1, /it is a whole number from 1/],
  ['run --set scheduler=fcsf', 1, /Did you mean fcfs\? Use one of chunked-prefill,/],
  ['run --set __proto__.x=1', 1, /names no setting/],
  ['run --set event.x.at=3', 1, /an event needs a kind/],
  ['run --set model=llama-3.1-405b', 1, /Weights need 811\.7 GB .* Use tensor parallelism 8 in 2 pipeline stages/],
  ['run --set workload=trace', 1, /which is not here.*--trace/],
  ['run #/lab?v=1&workload=trace&data.trace=x~3~0123456789abcdef', 1, /replays “x” \(3 rows, 01234567\).*--trace FILE/],
  ['run --trace %s/none.csv', 1, /none\.csv cannot be read/],
  ['run --trace %s/noise', 1, /noise is in none of the known formats: .* no text/],
  ['run --csv %s/noise', 1, /cannot be written to: a part of its path is no folder/],
  ['trace', 1, /trace needs a file/],
  ['trace %s/line', 1, /is in none of the known formats/],
  ['trace %s/header.csv', 1, /has a header but no rows/],
  ['explain --at x', 1, /--at is “x”/],
  ['explain --at 1e9', 1, /the run ends at/],
  ['explain --request 99999', 1, /no request “99999”/],
  ['explain --request x', 1, /no request “x”/],
  ['explain --arm z', 1, /There is no arm “z”. Known: a\./],
  ['sweep --axis workload.rate=', 1, /is no list of 1 to 100 values/],
  ['sweep --axis workload.rate=1,x', 1, /workload\.rate cannot be “x”/],
  ['sweep --seeds 0', 1, /a count from 1 to 1000/],
  ['describe scheduler.tokenBudgte', 1, /Did you mean scheduler\.tokenBudget\?/],
]

describe('bad input ends in one clear line', () => {
  it.each(cases)('%s', async (line, exit, said) => {
    const { code, stdout, stderr } = await cli(line.split(' ').map((word) => word.replace('%s', folder)))
    expect(stderr).toMatch(said)
    expect({ code, stdout, lines: stderr.split('\n').length - 1 }).toEqual({ code: exit, stdout: '', lines: 1 })
    expect(stderr).toMatch(/^tokenscope: /)
  })

  it('tells of bytes that are no text, with the line, and of a file of UTF-16; both are read', async () => {
    const latin1 = await cli(['trace', inFolder('latin1.csv'), '--json'])
    expect(latin1.code).toBe(0)
    expect(latin1.stderr).toMatch(/note: .*latin1\.csv is not UTF-8 in one place, first in line 2 \(byte 38\)/)
    expect(JSON.parse(latin1.stdout).kept).toBe(2)
    const utf16 = await cli(['trace', inFolder('utf16.csv'), '--json'])
    expect(utf16.stderr).toContain('was read as UTF-16 (little-endian), as its byte-order mark says')
    expect(JSON.parse(utf16.stdout).kept).toBe(2)
  })

  it('reads a damaged link like the page: mended, told, and run', async () => {
    const { code, stdout, stderr } = await cli(['run', '#/lab?v=1&workload.requests=20&workload.rtae=3', '--json'])
    expect(code).toBe(0)
    expect(stderr).toContain('note: “workload.rtae”')
    expect(JSON.parse(stdout).requests.finished).toBe(20)
  })
})
