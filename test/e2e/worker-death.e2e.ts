/** A worker that dies in mid-run (out of memory, killed by the browser) costs a few seconds and nothing else. */
import { decode } from '../../src/experiment/link.ts'
import { describe, e2e, expect, runFinished } from './harness.ts'
import { finishedSummaries, openGroup, sharedLink, typeNumber } from './reader.ts'

describe('a worker that is killed in mid-run', () => {
  e2e('is noticed, said, and replaced; the document is kept and the run computed again', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    const [worker] = page.workers()
    await openGroup(page, 'Workload')
    // given a run of many requests, its worker stopped from inside, which raises no event anywhere
    await typeNumber(page, 'Requests', '1500')
    await page.getByRole('button', { name: 'Cancel' }).waitFor()
    await worker.evaluate(() => self.close())
    const link = await sharedLink(page)
    // then the page says so after 8 s of silence, while it computes again
    await page.getByText(/The simulation stopped .* Nothing is lost/).waitFor()
    // and the run ends with every request: 1,500 and a burst of 24, of the same document
    expect((await finishedSummaries(page)).a.report.requests).toMatchObject({ arrived: 1524, finished: 1524 })
    expect(decode(await sharedLink(page)).document).toEqual(decode(link).document)
    // and the notice has gone when all is as it was
    await page.getByText(/The simulation stopped/).waitFor({ state: 'detached' })
  })
})
