/**
 * An algorithm is one file and a registry line, as docs/adding-things.md says. Its rule for the draft length is saved word for word into a
 * copy of `src`, and a decoder beside it, and the lines added; then links to both are run in that copy, by real models.
 */
import { describe, expect, it } from 'vitest'
import { withAdditions } from '../../readme/with-additions.ts'

const few = ['--set', 'prompts.requests=3', '--set', 'output=24', '--json']
async function run(choice: string): Promise<Report> {
  const { cli } = await withAdditions()
  const { code, stdout } = await cli(['run', `#/lab?v=2&engine=tokens&${choice}`, ...few])
  expect(code).toBe(0)
  return JSON.parse(stdout) as Report
}

describe('in one file and a registry line', () => {
  it('a rule for the draft length is found in a link, and ends drafts where the draft is unsure', async () => {
    const mine = await run('draftLength=entropy-bound')
    const strict = await run('draftLength=entropy-bound&draftLength.bound=0.1')
    expect(mine.requests).toEqual({ total: 3, finished: 3 })
    expect(strict.acceptance.discarded).toBeLessThan(mine.acceptance.discarded)
    expect(strict.tokensPerPass).toBeLessThan(mine.tokensPerPass)
  })

  it('a decoder is found in a link, and its drafts are judged', async () => {
    const { requests, acceptance } = await run('decoder=once-more')
    expect(requests).toEqual({ total: 3, finished: 3 })
    expect(acceptance.drafted).toBeGreaterThan(30)
    expect(acceptance.accepted + acceptance.rejected).toBe(acceptance.drafted)
  })
})

interface Report {
  readonly requests: object
  readonly tokensPerPass: number
  readonly acceptance: Readonly<Record<'drafted' | 'accepted' | 'rejected' | 'discarded', number>>
}
