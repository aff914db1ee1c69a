/**
 * The promise of the README: a scheduler is one file and a registry line. Its example is saved word for word into a copy of `src`,
 * and the line added; then that copy is asked what a reader would look at: the form, a link, the command line, a run.
 */
import { describe, expect, it } from 'vitest'
import { serving } from '../../../src/engines/serving/index.ts'
import { withAdditions } from '../../readme/with-additions.ts'

async function said(...args: readonly string[]): Promise<string> {
  const { cli } = await withAdditions()
  const { code, stdout } = await cli(args)
  expect(code).toBe(0)
  return stdout
}

describe('a scheduler in one file and a registry line', () => {
  it('is in the form, with its knob', async () => {
    const [scheduler] = JSON.parse(await said('describe', 'scheduler', '--json')) as [{ field: { options: Option[] } }]
    const mine = scheduler.field.options.find(({ id }) => id === 'newest-first')
    expect(mine).toMatchObject({
      title: 'Newest first',
      fields: [{ path: 'scheduler.knobs.tokenBudget', label: 'Token budget', default: 512, min: 16, max: 65_536 }],
    })
  })

  it('is in the command line: set, run, and found again in the link', async () => {
    const settings = ['--set', 'scheduler=newest-first', '--set', 'scheduler.tokenBudget=256']
    const link = (await said('link', ...settings)).trim()
    expect(link).toContain('scheduler=newest-first')
    expect(link).toContain('scheduler.tokenBudget=256')
    const few = ['--set', 'workload.requests=60', '--set', 'workload.rate=50', '--json']
    const run = async (...args: string[]) => JSON.parse(await said('run', ...args, ...few)) as Report
    const [mine, chunked] = [await run(link), await run('--set', 'scheduler.tokenBudget=256')]
    expect(mine.requests).toMatchObject({ arrived: 60, finished: 60 })
    // the same requests in another order: newest first makes the oldest wait longest
    expect(mine.digest).not.toBe(chunked.digest)
    expect(mine.ttft.max).toBeGreaterThan(chunked.ttft.max)
    expect((await run(link)).digest).toBe(mine.digest)
  })

  it('is replaced where it is not known, and told', () => {
    const { problems } = serving.complete({ scheduler: { id: 'newest-first' } })
    expect(problems).toHaveLength(1)
    expect(problems[0].message).toContain('newest-first')
  })
})

interface Option {
  readonly id: string
}
interface Report {
  readonly digest: string
  readonly requests: object
  readonly ttft: { readonly max: number }
}
