/** The engine is a library for Node: the same numbers as the command line, without a process. */
import { expect, it } from 'vitest'
import { decode, summariesOf } from '../../src/cli/library.ts'

it('runs every arm of a link and gives their reports', () => {
  const { document } = decode('#/lab?v=2&workload.requests=40&arm.b.scheduler=fcfs')
  const summaries = summariesOf(document)
  expect(Object.keys(summaries)).toEqual(['a', 'b'])
  expect(summaries.a.report.requests).toMatchObject({ arrived: 40, finished: 40 })
  expect(summaries.a.digest).not.toBe(summaries.b.digest)
})

it('says what cannot run, and what to do about it', () => {
  const { document } = decode('#/lab?v=2&model=deepseek-v3')
  expect(() => summariesOf(document)).toThrow(
    /Weights need 1342\.1 GB .* Use tensor parallelism 8 in 3 pipeline stages/,
  )
})
