/** An engine is its folder and a line of the registry: one of sixty lines is added to a copy, and everything works with it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../scripts/source-files.ts'
import { mm1WaitingTime } from '../../src/formulas/waiting-time.ts'
import { withAdditions } from '../readme/with-additions.ts'
import { QUEUE_LINE, queueFiles } from '../readme/with-queue.ts'

const folder = mkdtempSync(join(tmpdir(), 'tokenscope-'))
afterAll(() => rmSync(folder, { recursive: true }))

const cli = async (...args: readonly string[]) => (await withAdditions()).cli(args)

const json = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await cli(...args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

describe('an engine of a folder and a line', () => {
  it('is at most sixty lines of code, and is what the documentation shows', () => {
    const files = queueFiles()
    const lines = Object.values(files).flatMap((text) =>
      text.split('\n').filter((line) => !/^\s*($|\/\*\*)/.test(line)),
    )
    expect(lines.length).toBeLessThanOrEqual(60)
    const page = readFileSync(join(projectRoot, 'docs/adding-things.md'), 'utf8')
    const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block)
    expect(blocks).toContain(files['manifest.ts'])
    expect(blocks).toContain(files['index.ts'])
    expect(blocks).toContain(QUEUE_LINE)
  })

  it('runs, and customers wait as long as the closed form says', async () => {
    const { stdout, code } = await cli('run', '--engine', 'queue', '--set', 'customers=1000000')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Mean wait +\S/m)
    const [{ metrics }] = await json('sweep', '--engine', 'queue', '--set', 'customers=1000000', '--json')
    // 4 s at 0.8 a second; over a million customers the mean is off by 1 % (their waits hang together for some 50 of them)
    expect(Math.abs(metrics.wait / mm1WaitingTime(0.8, 1) - 1)).toBeLessThan(0.04)
  })

  it('is described, with its schema where it gives one', async () => {
    const { stdout } = await cli('describe', '--engine', 'queue')
    expect(stdout).toMatch(/^rate: number 0\.01 to 0\.99 customers\/s; default 0\.8$/m)
    const { code, stderr } = await cli('describe', '--engine', 'queue', '--schema')
    expect(code).toBe(1)
    expect(stderr).toContain('The queue engine gives no JSON Schema of its set-up.')
  })

  it('has links that hold what differs from its frozen defaults, and come back', async () => {
    const { stdout } = await cli('link', '--engine', 'queue', '--set', 'rate=0.5', '--set', 'customers=20000')
    expect(stdout).toBe('#/lab?v=2&engine=queue&rate=0.5\n')
    expect((await cli('link', stdout.trim())).stdout).toBe(stdout)
    const { version, engine } = await json('run', stdout.trim(), '--json')
    expect({ version, engine }).toEqual({ version: '1.0.0', engine: 'queue' })
  })

  it('is swept, and its figures stand in the table', async () => {
    const { stdout } = await cli('sweep', '--engine', 'queue', '--axis', 'rate=0.2,0.9')
    const [head, first, last] = stdout.trim().split('\n')
    expect(head).toMatch(/rate +seed +Mean wait, ms +end$/)
    const waits = [first, last].map((line) => Number(line.trim().split(/ +/)[3]))
    expect(waits[0]).toBeLessThan(waits[1])
    const unknown = await cli('sweep', '--engine', 'queue', '--axis', 'rate=0.2', '--metric', 'wiat')
    expect(unknown.code).toBe(1)
    expect(unknown.stderr).toContain('Did you mean wait? Known: wait.')
  })

  it('is exported: its track as rows, and no file of requests, which it has none of', async () => {
    expect((await cli('run', '--engine', 'queue', '--csv', join(folder, 'out'))).code).toBe(0)
    expect(readdirSync(join(folder, 'out'))).toEqual(['tracks'])
    expect(readdirSync(join(folder, 'out/tracks'))).toEqual(['wait.csv'])
  })

  it('says what it cannot do, and is named where another is asked for', async () => {
    expect((await cli('explain', '--engine', 'queue')).stderr).toContain('The queue engine explains no moments')
    expect((await cli('run', '--engine', 'queu')).stderr).toContain(
      'Did you mean queue? Known: queue, serving, tokens, index-locality.',
    )
    expect((await cli('run', '#/lab?v=2&engine=queue&event.x.at=3&event.x.kind=burst')).stderr).toContain(
      'knows no events: “x” (burst) does nothing',
    )
  })
})
