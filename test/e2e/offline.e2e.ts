/** The page keeps itself: without a network after the first visit, with nothing from anywhere else, and no inline script. */
import { describe, e2e, expect, runFinished } from './harness.ts'

describe('without a network', () => {
  e2e('the lab opens and runs again after one visit', async ({ lab }) => {
    // given one visit, long enough for the page to keep itself
    const page = await lab.open({ serviceWorkers: 'allow' })
    await runFinished(page)
    await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated')
    await page.waitForLoadState('networkidle')
    // when the network is gone and the page is opened again with another experiment
    await page.context().setOffline(true)
    await page.goto(`${lab.address}#/lab?v=1&workload.rate=2&seed=5`)
    await page.reload()
    // then it runs in the worker as before
    await page.getByRole('main').waitFor()
    await runFinished(page)
    await page.locator('table.summary', { hasText: 'TTFT' }).waitFor()
  })
})

describe('the content policy', () => {
  e2e('stands in the page, and nothing on it is refused', async ({ lab }) => {
    // the harness fails the test on any console error, which every refusal is
    const page = await lab.open()
    await runFinished(page)
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe-inline')
    // when somebody puts a script into the page, then it does not run
    lab.expectError(/Content Security Policy/)
    const hasRun = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "broken in"'
      document.body.append(script)
      return document.title === 'broken in'
    })
    expect(hasRun).toBe(false)
  })
})
